package io.heddle.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.CloseReason;
import io.heddle.ConnectionHandler;
import io.heddle.Eventually;
import io.heddle.RecordingObserver;
import io.heddle.Servers;
import io.heddle.StreamTruncatedException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream ends with `close_notify`, each by itself, or it was cut off.
class TlsEndTest {

    private static final int TRUNCATIONS = Integer.getInteger("heddle.tls.truncations", 100);

    @TempDir static Path folder;
    private static TestCertificates own;

    private final RecordingObserver observer = new RecordingObserver();
    private final Queue<Throwable> seen = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void afterThePeersEndWeStillWrite() throws Exception {
        ConnectionHandler answerAtTheEnd =
                connection -> {
                    byte[] all = connection.input().readAllBytes();
                    connection.output().write(new byte[200_000]);
                    connection.output().write(all);
                };
        try (var server = TlsServers.start(own, answerAtTheEnd, observer);
                var socket = TlsServers.connect(server, own.trust(), "TLSv1.3")) {

            socket.getOutputStream().write(bytes("question"));
            socket.shutdownOutput();

            assertEquals(200_000, socket.getInputStream().readNBytes(200_000).length);
            assertEquals("question", new String(socket.getInputStream().readAllBytes(), US_ASCII));
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void afterOurEndWeStillRead() throws Exception {
        ConnectionHandler endFirst =
                connection -> {
                    connection.output().write(bytes("over"));
                    connection.shutdownOutput();
                    seen.add(
                            new Throwable(new String(connection.input().readAllBytes(), US_ASCII)));
                };
        try (var server = TlsServers.start(own, endFirst, observer);
                var socket = TlsServers.connect(server, own.trust(), "TLSv1.3")) {

            assertEquals("over", new String(socket.getInputStream().readAllBytes(), US_ASCII));
            socket.getOutputStream().write(bytes("still here"));
            socket.shutdownOutput();

            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
            assertEquals("still here", seen.element().getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whatCameWithTheEndIsAnsweredBeforeIt(String protocol) throws Exception {
        try (var server = TlsServers.start(own, Servers.ECHO, observer);
                var socket = TlsServers.connect(server, own.trust(), protocol)) {
            socket.startHandshake();

            socket.getOutputStream().write(bytes("last"));
            socket.shutdownOutput();

            assertEquals("last", new String(socket.getInputStream().readAllBytes(), US_ASCII));
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aStreamThatIsCutOffIsTruncatedEveryTime(String protocol) throws Exception {
        ConnectionHandler handler =
                connection -> {
                    try {
                        connection.input().readAllBytes();
                        seen.add(new AssertionError("ended in good order"));
                    } catch (StreamTruncatedException cut) {
                        seen.add(cut);
                        assertThrows(
                                StreamTruncatedException.class, () -> connection.input().read());
                    }
                };
        try (var server = TlsServers.start(own, handler, observer)) {
            for (int i = 0; i < TRUNCATIONS; i++) {
                try (var plain =
                                new Socket(
                                        InetAddress.getLoopbackAddress(), TlsServers.port(server));
                        var socket = over(plain, protocol)) {
                    socket.getOutputStream().write(new byte[i * 100 + 1]);
                    plain.shutdownOutput();
                    observer.awaitClosed(i + 1);
                }
            }
        }
        assertEquals(TRUNCATIONS, seen.size());
        seen.forEach(each -> assertInstanceOf(StreamTruncatedException.class, each));
    }

    private static SSLSocket over(Socket plain, String protocol) throws Exception {
        plain.setSoTimeout((int) Eventually.PATIENCE.toMillis());
        var socket =
                (SSLSocket)
                        own.trust().getSocketFactory().createSocket(plain, "localhost", 1, false);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aStoppingServerSaysTheEndToEveryConnection(String protocol) throws Exception {
        var begun = new CountDownLatch(3);
        ConnectionHandler handler =
                connection -> {
                    begun.countDown();
                    Servers.ECHO.handle(connection);
                };
        try (var server = TlsServers.start(own, handler, observer);
                var one = TlsServers.connect(server, own.trust(), protocol);
                var two = TlsServers.connect(server, own.trust(), protocol);
                var three = TlsServers.connect(server, own.trust(), protocol)) {
            one.startHandshake();
            two.startHandshake();
            three.startHandshake();
            begun.await(10, TimeUnit.SECONDS);

            server.shutdown(Duration.ofSeconds(5));

            for (SSLSocket socket : new SSLSocket[] {one, two, three}) {
                assertEquals(-1, socket.getInputStream().read()); // else: an SSLException
            }
        }
        observer.reasons().forEach(reason -> assertEquals(CloseReason.DRAINED, reason));
    }
}
