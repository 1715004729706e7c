package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.internal.scope.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Deadlines within deadlines: the nearest wins, wherever it is.
class NestedDeadlinesTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final int NESTINGS = 200;
    private static final long SEED = 20_251;

    @Test
    void nearestOfAnyNestingWins() {
        Scope.open("the first one takes a while").close();
        var random = new Random(SEED);
        List<Background> nestings = new ArrayList<>();
        for (int i = 0; i < NESTINGS; i++) {
            Nesting nesting = Nesting.random(random);
            nestings.add(
                    i % 4 == 0
                            ? Background.start(nesting::check)
                            : Background.startVirtual(nesting::check));
        }

        nestings.forEach(Background::join);
    }

    /// Some deadlines, the outermost first, of which one is by far the nearest.
    private record Nesting(List<Duration> limits, int nearest, boolean tasks) {

        static Nesting random(Random random) {
            int depth = 2 + random.nextInt(4);
            int nearest = random.nextInt(depth);
            List<Duration> limits = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                limits.add(
                        i == nearest
                                ? Duration.ofMillis(10 + random.nextInt(90))
                                : Duration.ofMillis(20_000 + random.nextInt(60_000)));
            }
            return new Nesting(limits, nearest, random.nextBoolean());
        }

        void check() throws Exception {
            enter(0, Duration.ofDays(1));
            assertFalse(Thread.interrupted(), this + " left an interrupt");
        }

        /// @param around the nearest of the deadlines around
        private void enter(int level, Duration around) throws Exception {
            if (level == nearest) {
                expire(level, around);
            } else {
                Duration limit = limits.get(level);
                Duration nearer = limit.compareTo(around) < 0 ? limit : around;
                Deadline.within(limit, () -> enter(level + 1, nearer));
            }
        }

        private void expire(int level, Duration around) throws InterruptedException {
            var exceeded =
                    assertThrows(
                            DeadlineExceededException.class,
                            () -> Deadline.within(limits.get(level), () -> nest(level + 1)),
                            this::toString);

            assertEquals(limits.get(level), exceeded.deadline().limit(), this::toString);
            assertFalse(Thread.currentThread().isInterrupted(), this::toString);
            assertEquals(
                    level == 0 ? 0 : around.toMillis(),
                    Deadline.current().map(Deadline::limit).orElse(Duration.ZERO).toMillis(),
                    this::toString);
            assertFalse(new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS));
        }

        private void nest(int level) throws Exception {
            if (level < limits.size()) {
                Deadline.within(limits.get(level), () -> nest(level + 1));
            } else if (tasks) {
                try (TaskScope<String, InterruptedException> scope = TaskScope.allSucceed()) {
                    scope.fork(() -> {
                        new Semaphore(0).acquire();
                        return "never";
                    });
                    scope.join();
                }
            } else {
                new Semaphore(0).acquire();
            }
        }
    }

    /// Both are due in the same turn of the wheel, and both interrupt.
    @Test
    void outerOneEndsLaterWaitsWhenBothExpireAtOnce() throws Exception {
        var threads = new ArrayList<Background>();
        for (int i = 0; i < 16; i++) {
            int member = i;
            threads.add(Background.start(() -> expireAtOnce(25, member)));
            threads.add(Background.startVirtual(() -> expireAtOnce(25, member)));
        }

        threads.forEach(Background::join);
    }

    private static void expireAtOnce(int times, int member) {
        for (int i = 0; i < times; i++) {
            Duration outer = Duration.ofNanos(20_000_000 + (i * 397L + member) * 1_000);
            Duration inner = outer.minusNanos(100_000);

            var exceeded =
                    assertThrows(
                            DeadlineExceededException.class,
                            () ->
                                    Deadline.within(
                                            outer,
                                            () -> {
                                                waitAtMost(inner);
                                                new Semaphore(0).acquire();
                                            }));

            assertEquals(outer, exceeded.deadline().limit());
            assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
        }
    }

    private static void waitAtMost(Duration inner) throws InterruptedException {
        try {
            Deadline.within(inner, () -> new Semaphore(0).acquire());
        } catch (DeadlineExceededException asExpected) {
            // the outer one is not far
        }
    }

    @Test
    void innerOneThatIsLaterAddsNothing() throws Exception {
        Deadline.within(
                SHORT,
                () -> {
                    Deadline outer = Deadline.current().orElseThrow();

                    String result =
                            Deadline.within(
                                    LONG,
                                    () -> {
                                        assertSame(outer, Deadline.current().orElseThrow());
                                        return "done";
                                    });

                    assertEquals("done", result);
                });
    }

    @Test
    void oneAfterTheOtherIsAsGoodAsNew() throws Exception {
        var expired = new AtomicInteger();

        Deadline.within(
                LONG,
                () -> {
                    for (int i = 0; i < 10; i++) {
                        try {
                            Deadline.within(
                                    Duration.ofMillis(10), () -> new Semaphore(0).acquire());
                        } catch (DeadlineExceededException asExpected) {
                            expired.incrementAndGet();
                        }
                    }
                });

        assertEquals(10, expired.get());
    }

    @Test
    void limitOfHandlerWinsIfItIsNearer() throws Exception {
        assertInstanceOf(ConnectionTimedOutException.class, failureOfRead(SHORT, LONG));
    }

    @Test
    void limitOfHandlerDoesNotMatterIfItIsFurther() throws Exception {
        assertInstanceOf(DeadlineExceededException.class, failureOfRead(LONG, SHORT));
    }

    /// What a read throws under a limit of the handler and a deadline.
    private static WaitEndedException failureOfRead(Duration handler, Duration deadline)
            throws Exception {
        var config = Servers.config().withTimeouts(Timeouts.DEFAULT.withHandler(handler));
        Probe<Integer> probe =
                Probe.of(connection ->
                        Deadline.within(
                                deadline,
                                () -> {
                                    Deadline nearest = Deadline.current().orElseThrow();
                                    assertEquals(SHORT, nearest.limit());
                                    assertTrue(nearest.remaining().compareTo(SHORT) <= 0);
                                    return connection.input().read();
                                }));
        try (var server = SocketServer.start(config, probe);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
            return probe.failure(WaitEndedException.class);
        }
    }
}
