package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.Eventually;
import io.heddle.HandshakeException;
import io.heddle.RecordingObserver;
import io.heddle.ServerObserver;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.TransportException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no TLS ends its own connection, at once, and nothing else.
class TlsBadInputTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int UNEXPECTED_MESSAGE = 10;
    private static final int RECORD_OVERFLOW = 22;

    @TempDir static Path folder;
    private static TestCertificates own;

    private final RecordingObserver observer = new RecordingObserver();
    private final Queue<Throwable> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> handshakes = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    private SocketServer start() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    try {
                        connection.input().readAllBytes();
                    } catch (TransportException bad) {
                        seen.add(bad);
                        throw bad;
                    }
                };
        ServerObserver failures =
                new ServerObserver() {
                    @Override
                    public void handshaken(
                            Connection connection, Duration took, @Nullable Throwable failure) {
                        if (failure != null) {
                            handshakes.add(failure);
                        }
                    }
                };
        return TlsServers.start(own, handler, observer, failures);
    }

    @Test
    void plainBytesAreClosedWithAnAlert() throws Exception {
        try (var server = start();
                var peer = TestPeer.connect(server)) {

            peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertArrayEquals(
                    new byte[] {21, 3, 3, 0, 2, 2, UNEXPECTED_MESSAGE}, peer.receiveAll());
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
            assertInstanceOf(HandshakeException.class, handshakes.element());
            assertTrue(handshakes.element().getMessage().contains("47 45 54 20 2f"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_705, 17_404, 17_405, 18_433, 40_000, 65_535})
    void recordsThatAreTooLongAreRefusedByTheirHeader(int length) throws Exception {
        try (var server = start();
                var peer = TestPeer.connect(server)) {
            ByteBuffer record = ByteBuffer.allocate(5).put(new byte[] {22, 3, 1});

            peer.send(record.putShort((short) length).array());

            assertArrayEquals(new byte[] {21, 3, 3, 0, 2, 2, RECORD_OVERFLOW}, peer.receiveAll());
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void longGarbageEndsAConnectionAndCostsNothingAfterwards(String protocol) throws Exception {
        try (var server = start();
                var plain = new Socket(InetAddress.getLoopbackAddress(), TlsServers.port(server));
                var socket = over(plain, protocol)) {
            byte[] garbage = new byte[17_409 + 5];
            new Random(1).nextBytes(garbage);
            ByteBuffer.wrap(garbage).put(new byte[] {23, 3, 3}).putShort((short) 17_409);

            plain.getOutputStream().write(garbage);

            assertEquals(CloseReason.PROTOCOL_ERROR, observer.awaitReason());
            assertInstanceOf(TransportException.class, seen.element());
            eventually().until(() -> cpuInASecond() < 0.5); // of all threads of the tests
            assertTrue(socket.isConnected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRecordThatWasTamperedWithIsNotRead(String protocol) throws Exception {
        try (var server = start();
                var plain = new Socket(InetAddress.getLoopbackAddress(), TlsServers.port(server));
                var socket = over(plain, protocol)) {
            byte[] forged = new byte[105];
            ByteBuffer.wrap(forged).put(new byte[] {23, 3, 3}).putShort((short) 100);

            plain.getOutputStream().write(forged);

            assertEquals(CloseReason.PROTOCOL_ERROR, observer.awaitReason());
            assertEquals(TransportException.class, seen.element().getClass());
            assertTrue(socket.isConnected());
        }
    }

    /// An alert that anybody may have sent is no end.
    @Test
    void aForgedEndIsNone() throws Exception {
        try (var server = start();
                var plain = new Socket(InetAddress.getLoopbackAddress(), TlsServers.port(server));
                var socket = over(plain, "TLSv1.2")) {
            byte[] forged = new byte[31];
            ByteBuffer.wrap(forged).put(new byte[] {21, 3, 3}).putShort((short) 26);

            plain.getOutputStream().write(forged);

            assertEquals(CloseReason.PROTOCOL_ERROR, observer.awaitReason());
            assertEquals(TransportException.class, seen.element().getClass());
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void aHelloThatEndsTooSoonIsAFailedHandshake() throws Exception {
        try (var server = start();
                var peer = TestPeer.connect(server)) {

            peer.send(new byte[] {22, 3, 1, 2, 0, 1}).halfClose();

            peer.receiveAll();
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
        }
    }

    @Test
    void badHandshakesAreCountedAndTheServerGoesOn() throws Exception {
        var random = new Random(7);
        int bad = 200;
        try (var server = start()) {
            for (int i = 0; i < bad; i++) {
                byte[] garbage = new byte[random.nextInt(300) + 1];
                random.nextBytes(garbage);
                if (i % 2 == 0) {
                    garbage[0] = 22;
                }
                try (var peer = TestPeer.connect(server)) {
                    peer.send(garbage).halfClose();
                    observer.awaitClosed(i + 1);
                }
            }

            assertEquals(bad, handshakes.size());
            observer.reasons()
                    .forEach(reason -> assertEquals(CloseReason.HANDSHAKE_FAILED, reason));
            try (var socket = TlsServers.connect(server, own.trust())) {
                socket.getOutputStream().write("well".getBytes(US_ASCII));
            }
            observer.awaitClosed(bad + 1);
        }
        assertEquals(List.of(), List.copyOf(seen));
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

    private static double cpuInASecond() throws InterruptedException {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        Thread.currentThread().join(A_SECOND);
        return (system.getProcessCpuTime() - before) / 1e9;
    }
}
