package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What counts as silence of a peer, and what does not.
class IdleTimeoutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Timeouts ONLY_IDLE = Timeouts.OFF.withIdle(IDLE);

    private static Probe<Void> readingAll() {
        return Probe.doing(connection -> connection.input().skip(Long.MAX_VALUE));
    }

    private static TestPeer sendByte(Probe<?> probe, TestPeer peer) {
        long before = probe.connection().bytesIn();
        peer.send("x");
        probe.awaitWaitingAfter(before + 1);
        return peer;
    }

    @Test
    void isNotEndedByWhatTheServerWrites() throws Exception {
        Probe<Void> probe = readingAll();
        try (var server = VirtualServer.start(ONLY_IDLE, probe)) {
            TestPeer peer = server.peer();
            sendByte(probe, peer);

            for (int i = 0; i < 10; i++) {
                assertEquals(List.of(), server.timedOut());
                server.advance(SECOND);
                probe.connection().output().write("ping".getBytes(UTF_8));
                peer.expect("ping");
            }
            server.advanceTick();

            assertEquals(
                    TimeoutPhase.IDLE, probe.failure(ConnectionTimedOutException.class).phase());
        }
    }

    @Test
    void beginsAnewWithEachByte() throws Exception {
        Probe<Void> probe = readingAll();
        try (var server = VirtualServer.start(ONLY_IDLE, probe)) {
            TestPeer peer = server.peer();

            for (int i = 0; i < 10; i++) {
                sendByte(probe, peer);
                server.advance(IDLE);
            }
            assertEquals(List.of(), server.timedOut());
            server.advanceTick();

            assertEquals(List.of(TimeoutPhase.IDLE), server.timedOut());
        }
    }

    @Test
    void takesOverFromTheFirstByte() throws Exception {
        Probe<Void> probe = readingAll();
        Timeouts timeouts = ONLY_IDLE.withFirstByte(SECOND.multipliedBy(3));
        try (var server = VirtualServer.start(timeouts, probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();

            server.advance(SECOND.multipliedBy(2));
            sendByte(probe, peer);
            server.advance(IDLE);
            assertEquals(List.of(), server.timedOut());
            server.advanceTick();

            assertEquals(List.of(TimeoutPhase.IDLE), server.timedOut());
        }
    }

    @Test
    void isKeptThoughTheLimitOfTheFirstByteIsLonger() throws Exception {
        Probe<Void> probe = readingAll();
        Timeouts timeouts = ONLY_IDLE.withFirstByte(Duration.ofMinutes(10));
        try (var server = VirtualServer.start(timeouts, probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();

            server.advance(Duration.ofMinutes(5));
            assertEquals(List.of(), server.timedOut());
            sendByte(probe, peer);
            server.advance(IDLE);
            assertEquals(List.of(), server.timedOut());
            server.advanceTick();

            assertEquals(List.of(TimeoutPhase.IDLE), server.timedOut());
        }
    }

    @Test
    void doesNotBlameAHandlerThatIsBusy() throws Exception {
        var busy = new CountDownLatch(1);
        var probe =
                Probe.of(connection -> {
                    int first = connection.input().read();
                    busy.await();
                    return first + connection.input().read();
                });
        try (var server = VirtualServer.start(ONLY_IDLE, probe)) {
            TestPeer peer = server.peer();
            sendByte(probe, peer);

            server.advance(Duration.ofMinutes(10));
            assertEquals(List.of(), server.timedOut());
            busy.countDown();
            peer.send("y");

            assertEquals('x' + 'y', probe.result());
            assertEquals(List.of(), server.timedOut());
        }
    }

    @Test
    void readsWhatHasComeBeforeItBlamesThePeer() throws Exception {
        var busy = new CountDownLatch(1);
        var polled = new CountDownLatch(1);
        var probe =
                Probe.of(connection -> {
                    assertThrows(
                            DeadlineExceededException.class,
                            () -> Deadline.within(SECOND, () -> connection.input().read()));
                    polled.countDown();
                    busy.await();
                    return connection.input().read();
                });
        try (var server = VirtualServer.start(ONLY_IDLE.withFirstByte(IDLE), probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();
            server.advance(SECOND).advanceTick();
            eventually().until(() -> polled.getCount() == 0);

            peer.send("x");
            server.advance(Duration.ofMinutes(10));
            busy.countDown();

            assertEquals('x', probe.result());
            assertEquals(List.of(), server.timedOut());
        }
    }

    @Test
    void blamesASilentPeerWhenABusyHandlerComesBack() throws Exception {
        var busy = new CountDownLatch(1);
        var polled = new CountDownLatch(1);
        var probe =
                Probe.doing(connection -> {
                    assertThrows(
                            DeadlineExceededException.class,
                            () -> Deadline.within(SECOND, () -> connection.input().read()));
                    polled.countDown();
                    busy.await();
                    connection.input().read();
                });
        try (var server = VirtualServer.start(ONLY_IDLE.withFirstByte(IDLE), probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(SECOND).advanceTick();
            eventually().until(() -> polled.getCount() == 0);

            server.advance(Duration.ofMinutes(10));
            assertEquals(List.of(), server.timedOut());
            assertTrue(probe.connection().isOpen());
            busy.countDown();

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.FIRST_BYTE, late.phase());
            assertEquals(List.of(TimeoutPhase.FIRST_BYTE), server.timedOut());
        }
    }

    @Test
    void countsTheSilenceOfAllPollsTogether() throws Exception {
        var polls = new AtomicInteger();
        var probe =
                Probe.doing(connection -> {
                    connection.input().read();
                    while (true) {
                        try {
                            Deadline.within(SECOND, () -> connection.input().read());
                        } catch (DeadlineExceededException nothing) {
                            polls.incrementAndGet();
                        }
                    }
                });
        try (var server = VirtualServer.start(ONLY_IDLE, probe)) {
            sendByte(probe, server.peer());

            for (int i = 1; i <= 9; i++) {
                server.advance(SECOND).advanceTick();
                int expected = i;
                eventually().until(() -> polls.get() == expected);
                probe.awaitWaiting();
            }
            assertEquals(List.of(), server.timedOut());
            server.advance(SECOND);

            assertEquals(
                    TimeoutPhase.IDLE, probe.failure(ConnectionTimedOutException.class).phase());
            assertEquals(List.of(TimeoutPhase.IDLE), server.timedOut());
        }
    }

    @Test
    void hasItsWholeGraceEachTime() throws Exception {
        var told = new AtomicInteger();
        var probe =
                Probe.doing(connection -> {
                    while (true) {
                        try {
                            connection.input().read();
                        } catch (ConnectionTimedOutException late) {
                            told.incrementAndGet();
                        }
                    }
                });
        Timeouts timeouts = Timeouts.OFF.withIdle(SECOND).withGrace(Duration.ofSeconds(5));
        try (var server = VirtualServer.start(timeouts, probe)) {
            TestPeer peer = server.peer();
            for (int i = 1; i <= 4; i++) {
                sendByte(probe, peer); // within the grace of the time before
                server.advance(SECOND).advanceTick();
                int expected = i;
                eventually().until(() -> told.get() == expected);
                probe.awaitWaiting();
            }

            server.advance(Duration.ofMillis(4950));
            assertTrue(probe.connection().isOpen());
            server.advance(Duration.ofMillis(100));

            assertFalse(probe.connection().isOpen());
            probe.failure(ConnectionClosedException.class);
            assertEquals(4, server.timedOut().size());
        }
    }

    @Test
    void neverComesWhenAllIsOff() throws Exception {
        var probe = Probe.of(connection -> connection.handshake(() -> connection.input().read()));
        try (var server = VirtualServer.start(Timeouts.OFF, probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();

            server.time().advanceFast(Duration.ofDays(10));

            assertEquals(0, server.wheel().size());
            assertEquals(List.of(), server.timedOut());
            peer.send("x");
            assertEquals('x', probe.result());
        }
    }

    @Test
    void comesForEachConnectionByItself() throws Exception {
        ConnectionHandler handler = connection -> connection.input().skip(Long.MAX_VALUE);
        try (var server = VirtualServer.start(Timeouts.OFF.withFirstByte(IDLE), handler)) {
            for (int i = 1; i <= 20; i++) {
                server.peer();
                awaitReading(server, i);
                server.advance(Duration.ofMillis(100));
            }

            server.advance(IDLE.minus(Duration.ofMillis(1900))); // that of the second is due
            assertTrue(server.timedOut().size() <= 2, () -> server.timedOut().toString());
            server.advance(IDLE);

            assertEquals(20, server.timedOut().size());
            assertEquals(
                    List.of(CloseReason.TIMED_OUT), closeAll(server).stream().distinct().toList());
        }
    }

    private static void awaitReading(VirtualServer server, long id) {
        eventually()
                .until(() ->
                        server.server()
                                .connection(id)
                                .filter(each -> each.snapshot().phase() == ConnectionPhase.READING)
                                .isPresent());
    }

    private static List<CloseReason> closeAll(VirtualServer server) {
        server.endPeers();
        return server.awaitReasons(20);
    }
}
