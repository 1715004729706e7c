package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens to handlers that take no notice of a limit.
class HardLimitTest {

    private static final Duration TICKS = Duration.ofMillis(50);

    private final CountDownLatch told = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource
    void closesTheConnectionAndThenInterruptsTheHandler(PeerStall stall) throws Exception {
        var probe = swallowing(stall, _ -> new CountDownLatch(1).await());
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            TestPeer peer = stall.stall(server, probe);
            server.advance(PeerStall.LIMIT).advanceTick();
            awaitTold(probe);

            server.advance(PeerStall.GRACE.minus(TICKS));
            assertTrue(probe.connection().isOpen());
            server.advance(TICKS.multipliedBy(2));
            assertFalse(probe.connection().isOpen());
            if (stall.isOfWrites()) {
                peer.expectReset();
            } else {
                peer.expectEnd();
            }
            server.advance(PeerStall.GRACE.minus(TICKS.multipliedBy(3)));
            assertFalse(probe.isDone());
            assertFalse(probe.thread().isInterrupted());
            server.advance(TICKS.multipliedBy(3));

            probe.failure(InterruptedException.class);
            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
            assertEquals(List.of(stall.phase()), server.timedOut());
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsTheCallOfAHandlerThatGoesOnWaitingForItsPeer(PeerStall stall) throws Exception {
        var probe = swallowing(stall, stall::wait);
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            stall.stall(server, probe);
            server.advance(PeerStall.LIMIT).advanceTick();
            awaitTold(probe);

            server.advance(PeerStall.GRACE.minus(TICKS));
            assertTrue(probe.connection().isOpen());
            assertFalse(probe.isDone());
            server.advance(TICKS.multipliedBy(2));

            probe.failure(ConnectionClosedException.class);
            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
            assertEquals(List.of(stall.phase()), server.timedOut());
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HANDSHAKE", "HANDLER", "LIFETIME"})
    void isLiftedByBytesThatMoveMeanwhile(PeerStall stall) throws Exception {
        var more = new CountDownLatch(1);
        var probe =
                swallowing(
                        stall,
                        connection -> {
                            if (stall.isOfWrites()) {
                                connection.output().write("goodbye".getBytes(UTF_8));
                            } else {
                                connection.input().readExactly(connection.input().available() + 1);
                            }
                            more.await();
                        });
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            TestPeer peer = stall.stall(server, probe);
            server.advance(PeerStall.LIMIT).advanceTick();
            awaitTold(probe);
            server.advance(PeerStall.GRACE.minus(TICKS));

            moveBytes(stall, probe, peer);

            server.advance(PeerStall.GRACE.multipliedBy(2));
            assertTrue(probe.connection().isOpen());
            assertFalse(probe.thread().isInterrupted());
            more.countDown();
            probe.result();
            peer.close();
            assertEquals(CloseReason.COMPLETED, server.awaitReason());
            assertEquals(List.of(stall.phase()), server.timedOut());
        }
    }

    private static void moveBytes(PeerStall stall, Probe<?> probe, TestPeer peer) {
        if (stall.isOfWrites()) {
            long written = probe.connection().bytesOut();
            peer.receive((int) written);
            peer.expect("goodbye");
            Eventually.eventually().until(() -> probe.connection().bytesOut() > written);
        } else {
            long read = probe.connection().bytesIn();
            peer.send("x");
            Eventually.eventually().until(() -> probe.connection().bytesIn() > read);
        }
        probe.awaitWaiting();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WRITE", "WRITE_RATE"}) // which end at once
    void doesNotInterruptAHandlerThatHasReturned(PeerStall stall) throws Exception {
        var probe = swallowing(stall, _ -> {});
        Timeouts timeouts = stall.timeouts().withLinger(Duration.ofHours(1));
        try (var server = VirtualServer.start(timeouts, probe)) {
            TestPeer peer = stall.stall(server, probe);
            server.advance(PeerStall.LIMIT).advanceTick();
            probe.result();
            probe.awaitWaiting(); // lingers

            server.advance(PeerStall.GRACE.multipliedBy(3));

            assertEquals(1, server.server().connections());
            peer.receiveAll();
            peer.close();
            server.awaitReason();
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesWithTheSoftOneWithoutGrace(PeerStall stall) throws Exception {
        var probe = swallowing(stall, _ -> new CountDownLatch(1).await());
        Timeouts timeouts = stall.timeouts().withGrace(Duration.ZERO);
        try (var server = VirtualServer.start(timeouts, probe)) {
            stall.stall(server, probe);
            server.advance(PeerStall.LIMIT);

            eventually() // a thread that is on its way has a tick more
                    .until(() -> {
                        server.advanceTick();
                        return probe.isDone();
                    });
            assertFalse(probe.connection().isOpen());
            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
            assertEquals(List.of(stall.phase()), server.timedOut());
        }
    }

    /// A handler that is told of the limit, and then does something else.
    private Probe<Void> swallowing(PeerStall stall, ConnectionHandler then) {
        return Probe.doing(connection ->
                stall.during(
                        connection,
                        _ -> {
                            try {
                                stall.wait(connection);
                            } catch (ConnectionTimedOutException
                                    | ConnectionClosedException asExpected) {
                                told.countDown();
                            }
                            then.handle(connection);
                        }));
    }

    private void awaitTold(Probe<?> probe) {
        Eventually.eventually().until(() -> told.getCount() == 0);
        probe.awaitWaiting();
    }
}
