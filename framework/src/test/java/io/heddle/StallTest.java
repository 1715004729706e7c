package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A process that was stopped for a while (by SIGSTOP, a suspended machine, a long collection)
/// blames nobody for it.
class StallTest {

    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration COUNTED = Duration.ofMillis(100);
    private static final Timeouts TIMEOUTS =
            Timeouts.OFF.withFirstByte(LIMIT).withIdle(LIMIT).withWrite(LIMIT);

    private static Probe<Void> readingAll() {
        return Probe.doing(connection -> connection.input().skip(Long.MAX_VALUE));
    }

    @Test
    void givesASilentPeerTheRestOfItsTime() throws Exception {
        Probe<Void> probe = readingAll();
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(Duration.ofSeconds(4));

            server.time().stopFor(STOP);

            server.advance(Duration.ofSeconds(6).minus(COUNTED));
            assertEquals(List.of(), server.timedOut());
            server.advanceTick();
            assertEquals(List.of(TimeoutPhase.FIRST_BYTE), server.timedOut());
        }
    }

    @Test
    void readsWhatHasComeMeanwhile() throws Exception {
        var probe = Probe.of(connection -> connection.input().readLine(100));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();
            server.advance(LIMIT); // a tick before the end

            peer.send("hello\n");
            server.time().stopFor(STOP);

            assertEquals("hello", probe.result());
        }
    }

    @Test
    void givesAWriterTheRestOfItsTime() throws Exception {
        var probe = Probe.doing(connection -> connection.output().write(new byte[8_000_000]));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            PeerStall.awaitStandstill(probe.connection());

            server.time().stopFor(STOP);

            server.advance(LIMIT.minus(COUNTED));
            assertEquals(List.of(), server.timedOut());
            server.advanceTick().awaitTimedOut();
            assertEquals(List.of(TimeoutPhase.WRITE), server.timedOut());
        }
    }

    @Test
    void doesNotMakeAPeerSlow() throws Exception {
        var probe = Probe.of(connection -> connection.input().readLine(100));
        var rate = new MinimumRate(1, 0, Duration.ofSeconds(5));
        try (var server = VirtualServer.start(Timeouts.OFF.withMinimumRate(rate), probe)) {
            TestPeer peer = server.peer();
            peer.send("hel");
            probe.awaitWaitingAfter(3);

            server.time().stopFor(STOP);
            server.advance(Duration.ofSeconds(4));
            peer.send("lo\n");

            assertEquals("hello", probe.result());
            assertEquals(List.of(), server.timedOut());
        }
    }

    @Test
    void doesNotShortenTheGrace() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    try {
                        connection.input().read();
                    } catch (ConnectionTimedOutException late) {
                        connection.input().read();
                    }
                });
        try (var server = VirtualServer.start(TIMEOUTS.withGrace(LIMIT), probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();
            server.advance(LIMIT).advanceTick();
            probe.awaitWaiting();

            server.time().stopFor(STOP);
            server.advance(LIMIT.minus(COUNTED.multipliedBy(2)));

            assertFalse(probe.isDone());
            peer.send("x");
            probe.result();
        }
    }

    @Test
    void leavesAHandlerItsGrace() throws Exception {
        var told = new CountDownLatch(1);
        var probe =
                Probe.of(connection -> {
                    try {
                        return connection.input().read();
                    } catch (ConnectionTimedOutException late) {
                        told.countDown();
                        return connection.input().read();
                    }
                });
        try (var server = VirtualServer.start(Timeouts.OFF.withHandler(LIMIT), probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();

            server.time().stopFor(STOP);
            told.await();
            server.advance(Timeouts.OFF.grace().minus(COUNTED));

            assertEquals(List.of(TimeoutPhase.HANDLER), server.timedOut());
            peer.send("x");
            assertEquals('x', probe.result());
        }
    }

    @Test
    void doesNotShortenALingeringThatBeginsAfterwards() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    if (connection.id() == 1) {
                        connection.input().read();
                    }
                };
        try (var server = VirtualServer.start(TIMEOUTS, handler)) {
            server.peer();
            eventually().until(() -> server.wheel().size() == 1);
            server.time().moveClock(STOP);

            server.peer().expectEnd(); // lingers now
            eventually().until(() -> server.wheel().size() == 2);

            server.advance(Duration.ofSeconds(2));
            assertEquals(2, server.server().connections());
            server.advanceTick();
            eventually().until(() -> server.server().connections() == 1);
        }
    }
}
