package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Streams over a bad line arrive whole, and nobody is taken for silent.
///
/// `-Dheddle.echoes=1000 -Dheddle.bytes=1048576` is the full form.
class ImpairedLinkTest {

    private static final int ECHOES = Integer.getInteger("heddle.echoes", 12);
    private static final int BYTES = Integer.getInteger("heddle.bytes", 16 * 1024);
    private static final int AT_ONCE = 50;
    private static final long BITS_PER_SECOND = 2_000_000;

    @TempDir private Path folder;

    @Test
    void echoesArriveWhole() throws Exception {
        echoesArrive(Servers.config(), Socket::new);
    }

    @Test
    void echoesOverTlsArriveWhole() throws Exception {
        var own = TestCertificates.make(folder);
        SSLSocketFactory trusting = own.trust().getSocketFactory();
        var listener =
                ListenerConfig.on(TestPeer.loopback(0))
                        .withTransport(TlsTransport.of(own.context()));

        echoesArrive(
                ServerConfig.on(listener),
                (host, port) ->
                        trusting.createSocket(new Socket(host, port), "localhost", port, true));
    }

    private interface Connector {
        Socket connect(InetAddress host, int port) throws IOException;
    }

    private static void echoesArrive(ServerConfig config, Connector connector) throws Exception {
        var timeouts = new AtomicInteger();
        var observer =
                new ServerObserver() {
                    @Override
                    public void timedOut(Connection connection, TimeoutPhase phase) {
                        timeouts.incrementAndGet();
                    }
                };
        try (var server =
                        SocketServer.start(config.withObservers(List.of(observer)), Servers.ECHO);
                var link = ImpairedLink.to(server.addresses().getFirst(), BITS_PER_SECOND)) {

            assertTimeoutPreemptively(
                    Duration.ofMinutes(15), () -> echoAll(link.address(), connector));
        }
        assertEquals(0, timeouts.get());
    }

    private static void echoAll(InetSocketAddress address, Connector connector) throws Exception {
        try (ExecutorService peers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> echoes = new ArrayList<>();
            for (int i = 0; i < ECHOES; i++) {
                int seed = i;
                echoes.add(
                        peers.submit(() ->
                                echo(
                                        seed,
                                        connector.connect(
                                                address.getAddress(), address.getPort()))));
            }
            for (Future<?> echo : echoes) {
                echo.get();
            }
        }
    }

    private static Void echo(int seed, Socket connected) throws Exception {
        var sent = new byte[BYTES];
        new Random(seed).nextBytes(sent);
        try (Socket socket = connected) {
            var writer =
                    Background.start(() -> {
                        socket.getOutputStream().write(sent);
                        socket.shutdownOutput();
                    });
            byte[] received = socket.getInputStream().readAllBytes();
            writer.join();
            assertArrayEquals(hash(sent), hash(received));
        }
        return null;
    }

    private static byte[] hash(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
