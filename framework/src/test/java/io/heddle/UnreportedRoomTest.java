package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Room for a write that the system has and does not report, as it does with buffers of the usual
/// size: it is found in between, so that the limits go by what the peer takes, and when.
class UnreportedRoomTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration FIRST_TRY = Duration.ofMillis(500);
    private static final int TRIES = 4;
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int MUCH = 50_000_000;
    private static final int SOME = 300_000; // a part of a buffer, too little for a report

    private static Probe<Void> writing() {
        return Probe.doing(connection -> connection.output().write(new byte[MUCH]));
    }

    private static VirtualServer start(Timeouts timeouts, Probe<?> probe) throws IOException {
        return VirtualServer.start(Servers.config().withTimeouts(timeouts), probe);
    }

    /// Lets time pass, and the writer do what it does meanwhile.
    ///
    /// @return how much, at most a few times the limit
    private static Duration advanceUntil(
            BooleanSupplier done, VirtualServer server, Probe<?> probe) {
        Duration passed = Duration.ZERO;
        while (!done.getAsBoolean() && passed.compareTo(LIMIT.multipliedBy(3)) < 0) {
            server.advance(STEP);
            passed = passed.plus(STEP);
            eventually()
                    .until(() ->
                            probe.isDone() || probe.thread().getState() == Thread.State.WAITING);
        }
        assertTrue(done.getAsBoolean(), () -> "not within " + LIMIT.multipliedBy(3));
        return passed;
    }

    @Test
    void isFoundSoonAfterTheWaitHasBegun() throws Exception {
        Probe<Void> probe = writing();
        try (var server = start(Timeouts.OFF.withWrite(LIMIT), probe);
                var peer = TestPeer.connect(server.server())) {
            PeerStall.awaitStandstill(probe.connection());
            long before = probe.connection().bytesOut();
            peer.receive(SOME);

            server.advance(FIRST_TRY.multipliedBy(2));

            eventually().until(() -> probe.connection().bytesOut() > before);
            assertEquals(List.of(), server.timedOut());
        }
    }

    /// Whatever the buffers take by themselves after the write has begun to wait.
    @Test
    void doesNotGiveAPeerThatNeverReadsItsTimeTwice() throws Exception {
        Probe<Void> probe = writing();
        Timeouts timeouts = Timeouts.OFF.withWrite(LIMIT).withGrace(Duration.ofHours(1));
        try (var server = start(timeouts, probe);
                var peer = TestPeer.connect(server.server())) {
            PeerStall.awaitStandstill(probe.connection());
            Duration passed = Duration.ZERO;
            for (int i = 0; i < TRIES; i++) { // the system takes more than once, in its own time
                server.advance(FIRST_TRY);
                passed = passed.plus(FIRST_TRY);
                PeerStall.awaitStandstill(probe.connection());
            }

            passed = passed.plus(advanceUntil(probe::isDone, server, probe));

            assertTrue(passed.compareTo(LIMIT.multipliedBy(2)) < 0, passed::toString);
            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.WRITE, late.phase());
            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
            peer.expectReset();
        }
    }

    @Test
    void keepsAReaderThatIsSlowAndSteady() throws Exception {
        Probe<Void> probe = writing();
        try (var server = start(Timeouts.OFF.withWrite(LIMIT), probe);
                var peer = TestPeer.connect(server.server())) {
            PeerStall.awaitStandstill(probe.connection());

            for (int i = 0; i < 7; i++) {
                peer.receive(SOME);
                server.advance(LIMIT.dividedBy(4));
                PeerStall.awaitStandstill(probe.connection());
            }

            assertEquals(List.of(), server.timedOut());
            assertFalse(probe.isDone());
        }
    }

    @Test
    void countsForTheMinimumRate() throws Exception {
        Probe<Void> probe = writing();
        var rate = new MinimumRate(0, 10_000, LIMIT);
        try (var server = start(Timeouts.OFF.withMinimumRate(rate), probe);
                var peer = TestPeer.connect(server.server())) {
            PeerStall.awaitStandstill(probe.connection());

            for (int i = 0; i < 2; i++) {
                long before = probe.connection().bytesOut();
                peer.receive(SOME);
                advanceUntil(() -> probe.connection().bytesOut() > before, server, probe);
                PeerStall.awaitStandstill(probe.connection());
                assertFalse(probe.isDone());
            }
            advanceUntil(probe::isDone, server, probe);

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.WRITE_RATE, late.phase());
            assertTrue(late.bytesTransferred() < MUCH);
        }
    }
}
