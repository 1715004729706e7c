package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Waits that are not the core's own, and end as its own do.
class DeadlineParkTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static void parkUntil(AtomicBoolean there) throws WaitEndedException {
        while (!there.get()) {
            Deadline.parkNanos("a wait for Godot", Long.MAX_VALUE);
        }
    }

    @Test
    void endsWhenUnparked() {
        var there = new AtomicBoolean();
        var waiting = Background.startVirtual(() -> parkUntil(there)).awaitWaiting();

        there.set(true);
        LockSupport.unpark(waiting.thread());

        waiting.join();
    }

    @Test
    void endsWhenUnparkedUnderADeadline() {
        var there = new AtomicBoolean();
        var waiting =
                Background.startVirtual(() -> Deadline.within(LONG, () -> parkUntil(there)))
                        .awaitWaiting();

        there.set(true);
        LockSupport.unpark(waiting.thread());

        waiting.join();
    }

    @Test
    void endsWithItsTime() throws Exception {
        long begin = System.nanoTime();

        while (System.nanoTime() - begin < SHORT.toNanos()) {
            Deadline.parkNanos("a wait", SHORT.toNanos());
        }
        Deadline.parkNanos("a wait", 0);
        Deadline.parkNanos("a wait", -1);
    }

    @Test
    void endsWithTheNearestDeadline() {
        DeadlineExceededException late =
                assertThrows(
                        DeadlineExceededException.class,
                        () -> Deadline.within(SHORT, () -> parkUntil(new AtomicBoolean())));

        assertEquals("deadline of PT0.05S exceeded in a wait for Godot", late.getMessage());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void endsWithTheLimitOfTheConnection() throws Exception {
        Timeouts timeouts = Timeouts.OFF.withHandler(SHORT);
        Probe<Void> probe = Probe.doing(connection -> parkUntil(new AtomicBoolean()));
        try (var server = SocketServer.start(Servers.config().withTimeouts(timeouts), probe);
                var peer = TestPeer.connect(server)) {

            ConnectionTimedOutException late = probe.failure(ConnectionTimedOutException.class);

            assertEquals(TimeoutPhase.HANDLER, late.phase());
            peer.expectEnd();
        }
    }

    @Test
    void endsWithAnInterruptWhoseStatusIsKept() {
        var status = new AtomicBoolean();
        var waiting =
                Background.startVirtual(
                                () -> {
                                    assertThrows(
                                            ConnectionInterruptedException.class,
                                            () -> parkUntil(new AtomicBoolean()));
                                    status.set(Thread.currentThread().isInterrupted());
                                })
                        .awaitWaiting();

        waiting.thread().interrupt();

        waiting.join();
        assertTrue(status.get());
    }
}
