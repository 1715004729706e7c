package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A call that reads and has to wait for more, and all that can happen to it then.
final class BlockedRead {

    interface Call {
        String on(Connection connection) throws IOException;
    }

    private final Call call;
    private final String first;
    private final String rest;
    private final boolean end;

    private BlockedRead(Call call, String first, String rest, boolean end) {
        this.call = call;
        this.first = first;
        this.rest = rest;
        this.end = end;
    }

    static BlockedRead of(Call call) {
        return new BlockedRead(call, "", "", false);
    }

    /// What the peer sends: the call still waits after the first part, and returns with the rest.
    BlockedRead needing(String first, String rest) {
        return new BlockedRead(call, first, rest, end);
    }

    /// The call returns only at the end of the peer's stream.
    BlockedRead thenTheEnd() {
        return new BlockedRead(call, first, rest, true);
    }

    /// Tries everything.
    ///
    /// @param expected what the call returns when it was interrupted and is repeated
    void returns(String expected) throws Exception {
        assertEquals(expected, whenInterruptedBefore(), "interrupted before");
        assertEquals(expected, whenInterruptedMeanwhile(), "interrupted meanwhile");
        whenEnded(Connection::close, TestPeer::expectEnd);
        whenEnded(Connection::abort, TestPeer::expectReset);
    }

    private String whenInterruptedBefore() throws Exception {
        var probe =
                Probe.of(connection -> {
                    Thread.currentThread().interrupt();
                    return repeated(connection, () -> {});
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send(first);
            sendRest(peer);
            return probe.result();
        }
    }

    private String whenInterruptedMeanwhile() throws Exception {
        var interrupted = new CountDownLatch(1);
        var probe = Probe.of(connection -> repeated(connection, interrupted::countDown));
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send(first);
            probe.awaitWaitingAfter(first.length());

            probe.thread().interrupt();

            eventually().until(() -> interrupted.getCount() == 0 || probe.isDone());
            sendRest(peer);
            return probe.result();
        }
    }

    private String repeated(Connection connection, Runnable whenInterrupted) throws IOException {
        assertThrows(ConnectionInterruptedException.class, () -> call.on(connection));
        assertTrue(Thread.interrupted(), "interrupt status");
        whenInterrupted.run();
        return call.on(connection);
    }

    /// Tries a deadline that expires while the call waits.
    ///
    /// @param expected what the call returns when it is repeated
    /// @return what it threw first
    DeadlineExceededException returnsAfterADeadline(Duration limit, String expected)
            throws Exception {
        var exceeded = new CompletableFuture<DeadlineExceededException>();
        var sent = new CountDownLatch(1); // what the call gets within its deadline
        var probe =
                Probe.of(connection -> {
                    sent.await();
                    exceeded.complete(
                            assertThrows(
                                    DeadlineExceededException.class,
                                    () -> Deadline.within(limit, () -> call.on(connection))));
                    assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    return call.on(connection);
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send(first);
            sent.countDown();
            eventually().until(() -> exceeded.isDone() || probe.isDone());
            sendRest(peer);
            assertEquals(expected, probe.result());
            return exceeded.join();
        }
    }

    private void sendRest(TestPeer peer) {
        peer.send(rest);
        if (end) {
            peer.halfClose();
        }
    }

    private void whenEnded(Consumer<Connection> end, Consumer<TestPeer> seenByPeer)
            throws Exception {
        var probe = Probe.of(call::on);
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send(first);
            probe.awaitWaitingAfter(first.length());

            end.accept(probe.connection());

            probe.failure(ConnectionClosedException.class);
            seenByPeer.accept(peer);
        }
    }
}
