package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A handler that waits in one of the calls that go around work of the user's, and is interrupted.
final class InterruptedWork {

    private static final Duration LONG = Duration.ofMinutes(1);

    private InterruptedWork() {}

    private static void interrupted(boolean before, ConnectionHandler waiting) throws Exception {
        interrupted(before, waiting, () -> {});
    }

    /// The connection is usable afterwards.
    private static void interrupted(
            boolean before, ConnectionHandler waiting, Runnable afterInterrupt) throws Exception {
        var noticed = new CountDownLatch(1);
        Probe<Void> probe =
                Probe.doing(connection -> {
                    if (before) {
                        Thread.currentThread().interrupt();
                    }
                    waiting.handle(connection);
                    noticed.countDown();
                    connection.output().write(connection.input().read());
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            if (!before) {
                probe.awaitWaiting().thread().interrupt();
            }
            afterInterrupt.run();
            eventually().until(() -> noticed.getCount() == 0 || probe.isDone());

            peer.echo("x").expectEnd();

            probe.result();
        }
    }

    /// A wait that the user's code can be in.
    private static String waitForEver() throws InterruptedException {
        new Semaphore(0).acquire();
        return "never";
    }

    /// Cancels the tasks, and is what the JDK's waits are: the status is cleared.
    static void inJoin() throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            var cancelled = new AtomicInteger();
            interrupted(before, _ -> joinInterrupted(cancelled));
            assertEquals(1, cancelled.get());
        }
    }

    private static void joinInterrupted(AtomicInteger cancelled) {
        var begun = new CountDownLatch(1);
        try (TaskScope<String, InterruptedException> tasks = TaskScope.allSucceed()) {
            tasks.fork(() -> {
                try {
                    begun.countDown();
                    return waitForEver();
                } finally {
                    cancelled.incrementAndGet();
                }
            });
            spinUntilZero(begun);
            assertThrows(InterruptedException.class, tasks::join);
            assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
        }
    }

    private static void spinUntilZero(CountDownLatch begun) {
        while (begun.getCount() > 0) { // a wait of the JDK's would be interrupted
            Thread.onSpinWait();
        }
    }

    /// Waits all the same.
    static void inClose() throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            var begun = new CountDownLatch(1);
            var released = new AtomicBoolean();
            interrupted(
                    before,
                    _ -> closeInterrupted(begun, released),
                    () -> {
                        eventually().until(() -> begun.getCount() == 0);
                        released.set(true);
                    });
        }
    }

    private static void closeInterrupted(CountDownLatch begun, AtomicBoolean released) {
        var alive = new AtomicBoolean(true);
        TaskScope<String, InterruptedException> tasks = TaskScope.allSucceed();
        tasks.fork(() -> {
            begun.countDown();
            while (!released.get()) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
            alive.set(false);
            return "survived";
        });
        spinUntilZero(begun);
        tasks.close();
        assertFalse(alive.get(), "a task outlives its scope");
        assertTrue(Thread.interrupted(), "interrupt status");
    }

    /// What the operation makes of it.
    static void inDeadline() throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            interrupted(
                    before,
                    connection -> {
                        assertThrows(
                                InterruptedException.class,
                                () -> Deadline.within(LONG, InterruptedWork::waitForEver));
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    });
            interrupted(
                    before,
                    connection -> {
                        assertThrows(
                                ConnectionInterruptedException.class,
                                () -> Deadline.within(LONG, () -> connection.input().read()));
                        assertTrue(Thread.interrupted(), "interrupt status");
                    });
        }
    }

    /// What the work makes of it.
    static void inWatch() throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            interrupted(
                    before,
                    connection -> {
                        assertThrows(
                                InterruptedException.class,
                                () ->
                                        connection.watchingPeer(
                                                PeerWatch.CANCEL, InterruptedWork::waitForEver));
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    });
        }
    }

    /// Without a permit interrupted, with one what the work makes of it.
    static void inWorkLimit() throws Exception {
        var config = WorkLimitConfig.fixed(1).withQueue(1).withPatience(LONG);
        for (boolean before : new boolean[] {true, false}) {
            var limit = new WorkLimit("interrupted", config);
            interrupted(
                    before,
                    _ -> {
                        assertThrows(
                                InterruptedException.class,
                                () -> limit.run(InterruptedWork::waitForEver));
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    });
            try (var _ = HeldPermits.of(limit, 1)) {
                interrupted(
                        before,
                        _ -> {
                            assertThrows(
                                    ConnectionInterruptedException.class, () -> limit.run(() -> 1));
                            assertTrue(Thread.interrupted(), "interrupt status");
                        });
                assertEquals(0, limit.queued(), "gives up its place");
            }
            assertEquals(0, limit.used());
        }
    }
}
