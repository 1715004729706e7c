package io.heddle.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.ListenerConfig;
import io.heddle.RecordingObserver;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TransportException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What OpenSSL's client makes of our server.
class SslClientTest {

    @TempDir static Path folder;
    private static TestCertificates own;

    private final RecordingObserver observer = new RecordingObserver();
    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void itsBytesComeBackAndItEndsWell(String version) throws Exception {
        try (var server = TlsServers.start(own, Servers.ECHO, observer);
                var client =
                        SslClient.connect(
                                TlsServers.port(server),
                                version,
                                "-CAfile",
                                own.certificateFile().toString(),
                                "-verify_return_error",
                                "-verify_hostname",
                                "localhost")) {

            client.expect("Verify return code: 0 (ok)").type("hello there").expect("hello there\n");
            client.type("Q").awaitEnd();

            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void keyUpdatesAreTakenAndAnswered() throws Exception {
        try (var server = TlsServers.start(own, Servers.ECHO, observer);
                var client = SslClient.connect(TlsServers.port(server), "-tls1_3")) {
            client.expect("Verify return code").type("first words").expect("first words\n");

            for (int i = 1; i < 10; i += 2) {
                client.type("k").expect("KEYUPDATE", i).type("row " + i).expect("row " + i + "\n");
                client.type("K")
                        .expect("KEYUPDATE", i + 1)
                        .type("up " + i)
                        .expect("up " + i + "\n");
            }

            client.type("Q").awaitEnd();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void negotiatingAgainIsRefused() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    try {
                        Servers.ECHO.handle(connection);
                    } catch (TransportException refused) {
                        seen.add(refused);
                        throw refused;
                    }
                };
        try (var server = TlsServers.start(own, handler, observer);
                var client = SslClient.connect(TlsServers.port(server), "-tls1_2")) {
            client.expect("Verify return code").type("first words").expect("first words\n");

            client.type("R").awaitEnd();

            assertEquals(CloseReason.PROTOCOL_ERROR, observer.awaitReason());
            assertInstanceOf(TransportException.class, seen.element());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aSessionGoesOn(String version) throws Exception {
        Path session = folder.resolve("session" + version);
        ConnectionHandler handler =
                connection -> {
                    seen.add(Objects.requireNonNull(TlsSession.of(connection)).resumed());
                    Servers.ECHO.handle(connection);
                };
        try (var server = TlsServers.start(own, handler, observer)) {
            int port = TlsServers.port(server);
            try (var first = SslClient.connect(port, version, "-sess_out", session.toString())) {
                first.expect("Verify return code").type("first words").expect("first words\n");
                first.type("Q").awaitEnd();
            }

            try (var second = SslClient.connect(port, version, "-sess_in", session.toString())) {
                second.expect("Reused, TLS").type("Q").awaitEnd();
            }

            observer.awaitClosed(2);
        }
        assertEquals(List.of(false, true), List.copyOf(seen));
    }

    @Test
    void aPlainConnectionGoesOnInPrivate() throws Exception {
        try (var server =
                        SocketServer.start(
                                Servers.config().withObservers(List.of(observer)),
                                connection -> mail(connection, TlsTransport.of(own.context())));
                var client = SslClient.connect(TlsServers.port(server), "-starttls", "smtp")) {

            client.expect("Verify return code").type("NOOP in private").expect("NOOP in private\n");

            client.type("Q").awaitEnd();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    private static void mail(Connection connection, TlsTransport tls) throws Exception {
        assertNull(TlsSession.of(connection));
        connection.output().write("220 here\r\n".getBytes(US_ASCII));
        connection.input().readLine(1000);
        connection.output().write("250-here\r\n250 STARTTLS\r\n".getBytes(US_ASCII));
        connection.input().readLine(1000);
        connection.output().write("220 go\r\n".getBytes(US_ASCII));
        connection.upgrade(tls);
        assertNotNull(TlsSession.of(connection));
        connection.input().transferTo(connection.output());
    }

    @Test
    void unixSocketsHaveItToo() throws Exception {
        Path path = folder.resolve("tls.socket");
        ListenerConfig listener =
                ListenerConfig.on(UnixDomainSocketAddress.of(path))
                        .withTransport(TlsTransport.of(own.context()));
        try (var server =
                        SocketServer.start(
                                ServerConfig.on(listener).withObservers(List.of(observer)),
                                Servers.ECHO);
                var client = SslClient.connect(path)) {

            client.expect("Verify return code").type("by file").expect("by file\n");
            assertEquals(1, server.snapshot(1).connections());
        }
    }
}
