package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.BadCertificateException;
import io.heddle.Connection;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.metrics.CertificateMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Certificates change while they are in use. `-Dheddle.soak.seconds=60 -Dheddle.every.millis=1000`
/// is the full form of the rotation.
class CertificateReloadTest {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("heddle.soak.seconds", 3));
    private static final Duration EVERY =
            Duration.ofMillis(Integer.getInteger("heddle.every.millis", 100));
    private static final int CLIENTS = 3;

    @TempDir Path folder;
    private Issuer root;
    private Path chain;
    private Path key;
    private Certificates certificates;

    @BeforeEach
    void startWithOne() throws Exception {
        root = Issuer.root("root");
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        put(root.issue("localhost"));
        certificates =
                Certificates.of(
                        CertificateConfig.of(CertificateSource.pem(chain, key))
                                .withObserver(new CertificateObserver() {}));
    }

    private void put(Identity identity) throws Exception {
        PemText.put(key, PemText.key(identity));
        PemText.put(chain, PemText.chain(identity));
    }

    private SocketServer echo() throws IOException {
        return SocketServer.start(TlsServers.config(TlsTransport.of(certificates)), Servers.ECHO);
    }

    private SSLContext trust() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, Trust.of(List.of(root.certificate())).managers(), null);
        return context;
    }

    private static BigInteger serial(SSLSocket socket) throws IOException {
        var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSerialNumber();
    }

    private static void echo(SSLSocket socket) throws IOException {
        socket.getOutputStream().write('x');
        assertEquals('x', socket.getInputStream().read());
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void rotationUnderLoadFailsNoHandshake() throws Exception {
        Set<BigInteger> seen = ConcurrentHashMap.newKeySet();
        long end = System.nanoTime() + TIME.toNanos();
        int rotations = 0;
        try (var server = echo();
                var _ = certificates.watch(Duration.ofMillis(20));
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                loads.add(clients.submit(() -> shakeHands(server, seen, end)));
            }

            while (System.nanoTime() < end) {
                put(root.issue("localhost"));
                rotations++;
                LockSupport.parkNanos(EVERY.toNanos());
            }

            for (Future<?> load : loads) {
                load.get();
            }
        }
        assertTrue(rotations > 1 && seen.size() > 1, rotations + " rotations, seen " + seen);
    }

    private Void shakeHands(SocketServer server, Set<BigInteger> seen, long end) throws Exception {
        while (System.nanoTime() < end) {
            try (SSLSocket socket = TlsServers.connect(server, trust())) {
                echo(socket);
                seen.add(serial(socket));
            }
        }
        return null;
    }

    @Test
    void aReloadIsForNewHandshakesOnly() throws Exception {
        try (var server = echo();
                SSLSocket before = TlsServers.connect(server, trust())) {
            echo(before);
            Identity fresh = root.issue("localhost");

            put(fresh);
            ReloadReport report = certificates.reload();

            assertEquals(1, report.replaced().size());
            echo(before);
            try (SSLSocket after = TlsServers.connect(server, trust())) {
                echo(after);
                assertEquals(fresh.chain().getFirst().getSerialNumber(), serial(after));
                assertFalse(serial(before).equals(serial(after)));
            }
        }
    }

    @Test
    void whoComesBackAfterAReloadShakesHandsInFull() throws Exception {
        Queue<Boolean> resumed = new ConcurrentLinkedQueue<>();
        SSLContext client = trust();
        try (var server =
                SocketServer.start(
                        TlsServers.config(TlsTransport.of(certificates)),
                        (Connection connection) -> {
                            resumed.add(TlsSession.of(connection).resumed());
                            connection.input().transferTo(connection.output());
                        })) {
            comeAndGo(server, client);
            comeAndGo(server, client);
            put(root.issue("localhost"));
            certificates.reload();

            comeAndGo(server, client);
            comeAndGo(server, client);

            assertEquals(List.of(false, true, false, true), List.copyOf(resumed));
        }
    }

    private static void comeAndGo(SocketServer server, SSLContext client) throws IOException {
        try (SSLSocket socket = TlsServers.connect(server, client)) {
            echo(socket);
        }
    }

    @Test
    void aBadFileKeepsTheOldAndIsTold() throws Exception {
        var registry = new SimpleMeterRegistry();
        new CertificateMetrics(certificates).bindTo(registry);
        try (var server = echo()) {
            Files.writeString(chain, "no certificate");

            ReloadReport report = certificates.reload();

            BadCertificateException failure = report.failures().getFirst();
            assertTrue(failure.getMessage().contains(chain.toString()), failure.getMessage());
            try (SSLSocket socket = TlsServers.connect(server, trust())) {
                echo(socket);
            }
            assertEquals(
                    1,
                    registry.get("heddle.tls.certificate.reloads")
                            .tag("outcome", "failed")
                            .functionCounter()
                            .count());
        }
    }

    @Test
    void aKeyOfAnotherCertificateKeepsTheOldPair() throws Exception {
        PemText.put(key, PemText.key(root.issue("localhost")));

        ReloadReport report = certificates.reload();

        assertEquals(1, report.failures().size());
        assertEquals(0, certificates.replaced());
    }

    @Test
    void theFilesAreWatched() throws Exception {
        Identity fresh = root.issue("localhost");
        try (var _ = certificates.watch(Duration.ofMillis(10))) {

            put(fresh);

            eventually().until(() -> certificates.replaced() > 0);
            assertEquals(
                    fresh.chain().getFirst(), certificates.snapshots().getFirst().certificate());
        }
    }

    @Test
    void theExpiryIsAMeterThatMoves() throws Exception {
        var registry = new SimpleMeterRegistry();
        new CertificateMetrics(certificates).bindTo(registry);
        double before = expiry(registry);

        put(root.issue(Issuer.keys("EC"), Issuer.hour(-1), Issuer.hour(2), "localhost"));
        certificates.reload();

        assertEquals(24 * 3600, before, 60);
        assertEquals(2 * 3600, expiry(registry), 60);
    }

    private static double expiry(SimpleMeterRegistry registry) {
        return registry.get("heddle.tls.certificate.expiry")
                .tag("certificate", "default")
                .gauge()
                .value();
    }

    @Test
    void anExpiredCertificateIsRefusedAtTheStart() throws Exception {
        put(root.issue(Issuer.keys("EC"), Issuer.hour(-3), Issuer.hour(-2), "localhost"));

        var refusal =
                assertThrows(
                        BadCertificateException.class,
                        () -> Certificates.of(CertificateSource.pem(chain, key)));

        assertTrue(refusal.getMessage().contains("expired"), refusal.getMessage());
    }
}
