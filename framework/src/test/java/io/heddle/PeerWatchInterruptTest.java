package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// The interrupt by which a watch ends the work: not for anybody else, and not taken from anybody.
class PeerWatchInterruptTest {

    private static final int PEERS = 10_000;
    private static final int MEMBERS = 4;
    private static final Duration BUDGET = Duration.ofSeconds(15);
    private static final int SPREAD_NANOS = 300_000;

    private final AtomicInteger inTime = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger stray = new AtomicInteger();

    @Test
    void peerThatLeavesWhenWorkEndsLeavesNoInterruptBehind() throws Exception {
        long end = System.nanoTime() + BUDGET.toNanos();
        try (var server = Servers.start(this::serve)) {
            Crowd.of(
                    MEMBERS,
                    member -> {
                        var random = new Random(member);
                        for (int i = 0; i < PEERS / MEMBERS && end - System.nanoTime() > 0; i++) {
                            comeAndGo(server, random);
                        }
                    });
        }

        assertEquals(0, stray.get(), "stray interrupts");
        assertTrue(inTime.get() > 0, "some must end in time");
        assertTrue(cancelled.get() > 0, "some must be cancelled");
    }

    private static void comeAndGo(SocketServer server, Random random) {
        var peer = TestPeer.connect(server);
        peer.expect("!");
        LockSupport.parkNanos(random.nextInt(SPREAD_NANOS));
        if (random.nextBoolean()) {
            peer.reset();
        } else {
            peer.leave();
        }
    }

    private void serve(Connection connection) throws Exception {
        long nanos = connection.id() * 7_919 % SPREAD_NANOS;
        try {
            connection.watchingPeer(
                    PeerWatch.CANCEL,
                    () -> {
                        connection.output().write('!');
                        return new Semaphore(0).tryAcquire(nanos, TimeUnit.NANOSECONDS);
                    });
            inTime.incrementAndGet();
        } catch (PeerClosedException | PeerResetException gone) {
            cancelled.incrementAndGet();
        } catch (InterruptedException notTranslated) {
            stray.incrementAndGet();
        }
        if (Thread.interrupted() || isInterruptedSoon()) {
            stray.incrementAndGet();
        }
    }

    private static boolean isInterruptedSoon() {
        try {
            return new Semaphore(0).tryAcquire(100, TimeUnit.MICROSECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /// Never ends by itself.
    private static String work() throws InterruptedException {
        new Semaphore(0).acquire();
        return "never";
    }

    @Test
    void deadlineInsideDoesNotDropCancel() throws Exception {
        var inner = new CountDownLatch(1);
        Probe<String> probe =
                Probe.of(connection ->
                        connection.watchingPeer(
                                PeerWatch.CANCEL,
                                () -> {
                                    expireAfterPeerHasGone(connection, inner);
                                    return work();
                                }));
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            eventually().until(() -> inner.getCount() == 0);

            peer.halfClose();

            probe.failure(PeerClosedException.class);
        }
    }

    /// Is interrupted by its deadline first and by the watch then, and takes notice of the first.
    private static void expireAfterPeerHasGone(Connection connection, CountDownLatch begun)
            throws Exception {
        assertThrows(
                DeadlineExceededException.class,
                () ->
                        Deadline.within(
                                Duration.ofMillis(10),
                                () -> {
                                    try {
                                        new Semaphore(0).acquire();
                                    } finally {
                                        begun.countDown();
                                        eventually().until(connection::isPeerGone);
                                        while (!Thread.currentThread().isInterrupted()) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                }));
    }

    @Test
    void watchInsideDoesNotDropInterruptOfDeadline() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> {
                    connection.input().read();
                    Deadline.within(
                            Duration.ofMillis(300),
                            () -> {
                                assertThrows(
                                        PeerClosedException.class,
                                        () ->
                                                connection.watchingPeer(
                                                        PeerWatch.CANCEL,
                                                        PeerWatchInterruptTest::twice));
                                return work();
                            });
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send("x").halfClose();

            assertEquals(
                    Duration.ofMillis(300),
                    probe.failure(DeadlineExceededException.class).deadline().limit());
        }
    }

    /// Is interrupted by the watch and, still in it, by the deadline.
    private static String twice() throws InterruptedException {
        try {
            return work();
        } catch (InterruptedException peerGone) {
            assertThrows(InterruptedException.class, PeerWatchInterruptTest::work);
            throw peerGone;
        }
    }
}
