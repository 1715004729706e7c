package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An operation that ends at about the time when its deadline expires.
class DeadlineInterruptTest {

    private static final int THREADS = 200;
    private static final int TIMES = 50;
    private static final Duration LIMIT = Duration.ofMillis(10);
    private static final int SPREAD_NANOS = 30_000_000; // the wheel is up to two ticks late

    private final AtomicInteger inTime = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger stray = new AtomicInteger();

    @Test
    void leavesNoInterruptBehind() {
        List<Background> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            var random = new Random(i);
            threads.add(
                    i % 10 == 0
                            ? Background.start(() -> race(random))
                            : Background.startVirtual(() -> race(random)));
        }

        threads.forEach(Background::join);

        assertEquals(0, stray.get(), "stray interrupts");
        assertEquals(THREADS * TIMES, inTime.get() + late.get());
        assertTrue(inTime.get() > 0, "some must end in time");
        assertTrue(late.get() > 0, "some must be ended");
    }

    private void race(Random random) throws InterruptedException {
        var never = new Semaphore(0);
        for (int i = 0; i < TIMES; i++) {
            long nanos = 5_000_000L + random.nextInt(SPREAD_NANOS);
            try {
                Deadline.within(LIMIT, () -> never.tryAcquire(nanos, TimeUnit.NANOSECONDS));
                inTime.incrementAndGet();
            } catch (DeadlineExceededException asMayBe) {
                late.incrementAndGet();
            }
            if (Thread.interrupted() || isInterruptedSoon(never)) {
                stray.incrementAndGet();
            }
        }
    }

    private static boolean isInterruptedSoon(Semaphore never) {
        try {
            return never.tryAcquire(100, TimeUnit.MICROSECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }
}
