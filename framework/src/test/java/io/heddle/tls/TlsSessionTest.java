package io.heddle.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.CloseReason;
import io.heddle.RecordingObserver;
import io.heddle.SocketServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was agreed on in the handshake, and with whom nothing is.
class TlsSessionTest {

    @TempDir static Path folder;
    private static TestCertificates own;
    private static TestCertificates peer;

    private final RecordingObserver observer = new RecordingObserver();
    private final Queue<TlsSession> sessions = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void makeCertificates() {
        own = TestCertificates.make(folder);
        peer = TestCertificates.make(folder, "peer");
    }

    private SocketServer start(TlsConfig config) throws Exception {
        return SocketServer.start(
                TlsServers.config(TlsTransport.of(own.context(peer), config))
                        .withObservers(List.of(observer)),
                connection -> {
                    sessions.add(Objects.requireNonNull(TlsSession.of(connection)));
                    connection.output().write(1);
                    connection.input().read();
                });
    }

    private static void greet(SSLSocket socket) throws Exception {
        assertEquals(1, socket.getInputStream().read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void itSaysWhatIsSpoken(String protocol) throws Exception {
        try (var server = start(TlsConfig.DEFAULT);
                var socket = TlsServers.connect(server, own.trust(), protocol)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("LOCALHOST")));
            socket.setSSLParameters(parameters);

            greet(socket);

            assertEquals(
                    new TlsSession(
                            protocol,
                            socket.getSession().getCipherSuite(),
                            null,
                            "localhost",
                            List.of(),
                            false),
                    sessions.element());
        }
    }

    @Test
    void onePeerProtocolIsChosenByOurTaste() throws Exception {
        TlsConfig config = TlsConfig.DEFAULT.withApplicationProtocols("h2", "http/1.1");
        try (var server = start(config);
                var socket = TlsServers.connect(server, own.trust())) {
            offer(socket, "http/1.1", "other", "h2");

            greet(socket);

            assertEquals("h2", socket.getApplicationProtocol());
            assertEquals("h2", sessions.element().applicationProtocol());
        }
    }

    private static void offer(SSLSocket socket, String... protocols) {
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
    }

    @Test
    void aPeerWithoutACommonProtocolIsRefused() throws Exception {
        try (var server = start(TlsConfig.DEFAULT.withApplicationProtocols("h2"));
                var socket = TlsServers.connect(server, own.trust())) {
            offer(socket, "ftp");

            var refused = assertThrows(SSLException.class, socket::startHandshake);

            assertEquals(true, refused.getMessage().contains("no_application_protocol"));
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
        }
    }

    @Test
    void orTakenWithoutOne() throws Exception {
        TlsConfig config =
                TlsConfig.DEFAULT
                        .withApplicationProtocols("h2")
                        .withNoCommonProtocol(NoCommonProtocol.IGNORE);
        try (var server = start(config);
                var socket = TlsServers.connect(server, own.trust())) {
            offer(socket, "ftp");

            greet(socket);

            assertNull(sessions.element().applicationProtocol());
        }
    }

    @Test
    void aPeerThatOffersNoneIsTaken() throws Exception {
        try (var server = start(TlsConfig.DEFAULT.withApplicationProtocols("h2"));
                var socket = TlsServers.connect(server, own.trust())) {

            greet(socket);

            assertNull(sessions.element().applicationProtocol());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aPeersCertificateIsKnown(String protocol) throws Exception {
        TlsConfig config =
                TlsConfig.DEFAULT.withClientAuthentication(ClientAuthentication.REQUIRED);
        try (var server = start(config);
                var socket = TlsServers.connect(server, peer.context(own), protocol)) {

            greet(socket);

            assertEquals(List.of(peer.certificate()), sessions.element().peerCertificates());
        }
    }

    @Test
    void aPeerWithoutACertificateThatIsRequiredIsRefused() throws Exception {
        TlsConfig config =
                TlsConfig.DEFAULT.withClientAuthentication(ClientAuthentication.REQUIRED);
        try (var server = start(config);
                var socket = TlsServers.connect(server, own.trust())) {

            assertThrows(SSLException.class, () -> socket.getInputStream().read());

            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
        }
    }

    @Test
    void oneThatIsOnlyWantedMayBeMissing() throws Exception {
        TlsConfig config = TlsConfig.DEFAULT.withClientAuthentication(ClientAuthentication.WANTED);
        try (var server = start(config);
                var socket = TlsServers.connect(server, own.trust())) {

            greet(socket);

            assertEquals(List.of(), sessions.element().peerCertificates());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theSessionOfAPeerThatComesBackGoesOn(String protocol) throws Exception {
        SSLContext context = own.trust();
        try (var server = start(TlsConfig.DEFAULT)) {
            for (int i = 0; i < 2; i++) {
                try (var socket = TlsServers.connect(server, context, protocol)) {
                    greet(socket);
                }
                observer.awaitClosed(i + 1);
            }
        }
        assertEquals(List.of(false, true), sessions.stream().map(TlsSession::resumed).toList());
    }

    @Test
    void olderProtocolsAreNotSpoken() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> TlsConfig.DEFAULT.withProtocols("TLSv1.1"));

        assertEquals(
                "protocols must be some of TLSv1.3 and TLSv1.2, were [TLSv1.1]",
                refused.getMessage());
    }
}
