package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Many threads at one limit.
class WorkLimitStressTest {

    private static final int PERMITS = 7;
    private static final int THREADS = 500;
    private static final int RUNS = 200;
    private static final Duration SHORTEST = Duration.ofMillis(10); // as deadlines go
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong cutShort = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    private void work(Random random) {
        begun.incrementAndGet();
        int now = inside.incrementAndGet();
        mostInside.accumulateAndGet(now, Math::max);
        try {
            switch (random.nextInt(16)) {
                case 0 -> LockSupport.parkNanos(20_000);
                case 1 -> LockSupport.parkNanos(1_000);
                case 2 -> throw new IllegalStateException("on purpose");
                case 3 -> throw new AssertionError("on purpose");
                default -> {}
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    private void run(WorkLimit limit, Random random) {
        try {
            if (random.nextInt(10) == 0) {
                Deadline.within(SHORTEST, () -> limit.run(() -> work(random)));
            } else {
                limit.run(() -> work(random));
            }
        } catch (OverloadedException full) {
            refused.incrementAndGet();
        } catch (IOException late) {
            cutShort.incrementAndGet();
            Thread.interrupted();
        } catch (IllegalStateException | AssertionError onPurpose) {
            // as the work wanted
        }
        ended.incrementAndGet();
    }

    private List<Background> start(WorkLimit limit) {
        List<Background> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            var random = new Random(i);
            threads.add(
                    Background.startVirtual(() -> {
                        for (int run = 0; run < RUNS; run++) {
                            run(limit, random);
                        }
                    }));
        }
        return threads;
    }

    private void assertNothingLost(WorkLimit limit) {
        assertEquals((long) THREADS * RUNS, ended.get());
        assertEquals(ended.get(), begun.get() + refused.get() + cutShort.get());
        assertEquals(begun.get(), limit.admitted());
        assertEquals(refused.get(), limit.refused());
        assertEquals(0, limit.used());
        assertEquals(0, limit.queued());
        assertEquals(0, inside.get());
        limit.config(WorkLimitConfig.fixed(PERMITS));
        HeldPermits.of(limit, PERMITS).release();
    }

    @Test
    void neverMoreAtOnceThanPermits() {
        var limit =
                new WorkLimit(
                        "stressed",
                        WorkLimitConfig.fixed(PERMITS).withQueue(THREADS).withPatience(LONG));

        List<Background> threads = start(limit);

        threads.forEach(Background::join);
        assertEquals(PERMITS, mostInside.get(), "all of them, and no more");
        assertEquals(0, limit.refused());
        assertNothingLost(limit);
    }

    @Test
    void nothingIsLostWhateverHappens() {
        int most = 20;
        var limit =
                new WorkLimit(
                        "stressed",
                        WorkLimitConfig.fixed(PERMITS)
                                .withQueue(THREADS / 2)
                                .withPatience(SHORTEST));
        List<Background> threads = start(limit);

        var random = new Random(THREADS);
        while (ended.get() < THREADS * RUNS * 9L / 10) {
            threads.get(random.nextInt(THREADS)).thread().interrupt();
            if (random.nextInt(20) == 0) {
                limit.config(
                        WorkLimitConfig.adaptive(1, 1 + random.nextInt(most), Duration.ofMillis(1))
                                .withQueue(random.nextInt(THREADS))
                                .withPatience(SHORTEST));
            }
            LockSupport.parkNanos(10_000);
        }

        threads.forEach(Background::join);
        assertTrue(mostInside.get() <= most, "at once: " + mostInside);
        assertTrue(cutShort.get() > 0, "some were interrupted or late");
        assertTrue(refused.get() > 0, "some were refused");
        assertNothingLost(limit);
    }
}
