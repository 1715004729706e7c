package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.framing.LengthPrefixed;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CloseReasonTest {

    @Test
    void saysThatTheHandlerReturned() throws Exception {
        assertReason(CloseReason.COMPLETED, _ -> {}, TestPeer::close);
    }

    @Test
    void saysThatTheHandlerClosed() throws Exception {
        assertReason(
                CloseReason.COMPLETED,
                connection -> {
                    connection.close();
                    connection.input().read();
                },
                TestPeer::close);
    }

    @Test
    void saysThatThePeerEndedWhereTheHandlerNeededMore() throws Exception {
        assertReason(
                CloseReason.PEER_CLOSED,
                connection -> connection.input().readExactly(10),
                peer -> peer.send("nine left").close());
        assertReason(
                CloseReason.PEER_CLOSED,
                connection -> connection.input().readLine(10),
                peer -> peer.send("no end").close());
        assertReason(
                CloseReason.PEER_CLOSED,
                connection -> LengthPrefixed.of(100).over(connection).read(),
                peer -> peer.send("\0\0\0\7seven?").close());
    }

    @Test
    void saysThatThePeerReset() throws Exception {
        assertReason(
                CloseReason.PEER_RESET, connection -> connection.input().read(), TestPeer::reset);
        assertReason(
                CloseReason.PEER_RESET,
                connection -> connection.output().write(new byte[16 * 1024 * 1024]),
                TestPeer::reset);
    }

    @Test
    void saysThatThePeerSentWhatTheHandlerRefuses() throws Exception {
        assertReason(
                CloseReason.PROTOCOL_ERROR,
                connection -> connection.input().readLine(5),
                peer -> peer.send("too long\n").leave());
        assertReason(
                CloseReason.PROTOCOL_ERROR,
                connection -> LengthPrefixed.of(100).over(connection).read(),
                peer -> peer.send("no length").leave());
        assertReason(
                CloseReason.PROTOCOL_ERROR,
                connection -> connection.input().readVarInt(),
                peer -> peer.send(new byte[] {-1, -1, -1, -1, -1}).leave());
    }

    @Test
    void saysThatThereWasNoRoomForTheWork() throws Exception {
        var limit = new WorkLimit("full", WorkLimitConfig.fixed(1));
        assertReason(
                CloseReason.OVERLOADED, _ -> limit.run(() -> limit.run(() -> {})), TestPeer::close);
    }

    @Test
    void saysThatTheHandlerWasInterrupted() throws Exception {
        assertReason(
                CloseReason.INTERRUPTED,
                connection -> {
                    Thread.currentThread().interrupt();
                    connection.input().read();
                },
                TestPeer::close);
    }

    @Test
    void saysThatItWasAborted() throws Exception {
        assertReason(
                CloseReason.ABORTED, Servers::abortWhenAsked, peer -> peer.send("?").expectReset());
    }

    @Test
    void saysThatTheHandlerFailed() throws Exception {
        assertReason(
                CloseReason.HANDLER_FAILED,
                _ -> {
                    throw new IllegalStateException("on purpose");
                },
                TestPeer::close);
    }

    @Test
    void saysThatTheServerWasClosed() throws Exception {
        var observer = new RecordingObserver();
        var handler = Probe.of(connection -> connection.input().read());
        var server = Servers.start(handler, observer);
        try (var peer = TestPeer.connect(server)) {
            handler.awaitWaiting();
            Background closing = Background.start(server::close);

            peer.expectEnd().close();

            closing.join();
            assertEquals(CloseReason.SERVER_CLOSED, observer.awaitReason());
        }
    }

    @Test
    void isTheFirstThatHappened() throws Exception {
        assertReason(
                CloseReason.ABORTED,
                connection -> {
                    connection.abort();
                    connection.close();
                    throw new IllegalStateException("on purpose");
                },
                TestPeer::expectReset);
    }

    private static void assertReason(
            CloseReason expected, ConnectionHandler handler, Consumer<TestPeer> peerDoes)
            throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {

            peerDoes.accept(peer);

            assertEquals(expected, observer.awaitReason());
        }
    }
}
