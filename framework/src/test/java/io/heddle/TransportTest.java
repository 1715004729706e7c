package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What any transport can rely on, and what connections make of it.
class TransportTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final RecordingObserver observer = new RecordingObserver();
    private final AtomicReference<Throwable> seen = new AtomicReference<>();

    private ServerConfig config() {
        return ServerConfig.on(
                        ListenerConfig.on(TestPeer.loopback(0))
                                .withTransport(new ScrambledTransport()))
                .withObservers(List.of(observer));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hello(byte[] then) {
        var bytes = new byte[then.length + 1];
        bytes[0] = ScrambledTransport.HELLO;
        System.arraycopy(then, 0, bytes, 1, then.length);
        return bytes;
    }

    @Test
    void bytesGoThroughItBothWays() throws Exception {
        byte[] sent = randomAscii(200_000);
        try (var server = SocketServer.start(config(), Servers.ECHO);
                var peer = TestPeer.connect(server)) {

            var writer =
                    Background.start(() -> peer.send(hello(ScrambledTransport.scramble(sent))));
            byte[] answer = peer.receive(1 + sent.length);
            writer.join();

            byte[] expected = hello(ScrambledTransport.scramble(sent));
            assertArrayEquals(expected, answer);
        }
    }

    @Test
    void theEndOfTheStreamIsSaidInsideIt() throws Exception {
        try (var server = SocketServer.start(config(), Servers.ECHO);
                var peer = TestPeer.connect(server)) {

            peer.send(hello(ScrambledTransport.scramble(bytes("last"))));
            peer.send(new byte[] {ScrambledTransport.END});

            byte[] expected = hello(ScrambledTransport.scramble(bytes("last")));
            expected = Arrays.copyOf(expected, expected.length + 1);
            expected[expected.length - 1] = ScrambledTransport.END;
            assertArrayEquals(expected, peer.receive(expected.length));
            peer.expectEnd();
        }
        assertEquals(List.of(CloseReason.COMPLETED), observer.reasons());
    }

    @Test
    void aStreamWithoutItsEndIsTruncated() throws Exception {
        try (var server =
                        SocketServer.start(
                                config(),
                                connection -> {
                                    try {
                                        connection.input().readAllBytes();
                                    } catch (StreamTruncatedException e) {
                                        seen.set(e);
                                        throw e;
                                    }
                                });
                var peer = TestPeer.connect(server)) {

            peer.send(hello(ScrambledTransport.scramble(bytes("cut"))));
            peer.halfClose();

            assertEquals(CloseReason.PEER_CLOSED, observer.awaitReason());
            assertInstanceOf(StreamTruncatedException.class, seen.get());
        }
    }

    @Test
    void aHandshakeThatFailsReachesNoHandler() throws Exception {
        try (var server = SocketServer.start(config(), connection -> seen.set(new Error()));
                var peer = TestPeer.connect(server)) {

            peer.send(bytes("GET / HTTP/1.1\r\n\r\n"));

            peer.receive(1); // the end that is said inside
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
            assertNull(seen.get());
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsCut() throws Exception {
        Timeouts timeouts = Timeouts.DEFAULT.withHandshake(SOON);
        try (var server = SocketServer.start(config().withTimeouts(timeouts), Servers.ECHO);
                var peer = TestPeer.connect(server)) {

            peer.receive(1); // the end that is said inside

            assertEquals(CloseReason.TIMED_OUT, observer.awaitReason());
        }
    }

    @Test
    void aPlainConnectionGoesOnOverAnother() throws Exception {
        ServerConfig plain = Servers.config().withObservers(List.of(observer));
        try (var server = SocketServer.start(plain, TransportTest::startThenEcho);
                var peer = TestPeer.connect(server)) {
            peer.send(bytes("START\n"));
            peer.expect("GO\n");

            peer.send(hello(ScrambledTransport.scramble(bytes("secret"))));

            assertArrayEquals(hello(ScrambledTransport.scramble(bytes("secret"))), peer.receive(7));
        }
    }

    @Test
    void whatWasSentBeforeTheChangeIsRefused() throws Exception {
        ServerConfig plain = Servers.config().withObservers(List.of(observer));
        try (var server = SocketServer.start(plain, TransportTest::startThenEcho);
                var peer = TestPeer.connect(server)) {

            peer.send(bytes("START\nINJECTED\n"));

            peer.expect("GO\n");
            peer.expectEnd();
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
        }
    }

    private static void startThenEcho(Connection connection) throws Exception {
        connection.input().readLine(100);
        connection.output().write(bytes("GO\n"));
        connection.upgrade(new ScrambledTransport());
        connection.input().transferTo(connection.output());
    }

    private static byte[] randomAscii(int length) {
        var random = new Random(42);
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (' ' + random.nextInt(90));
        }
        return bytes;
    }
}
