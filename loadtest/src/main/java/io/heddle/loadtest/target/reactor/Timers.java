package io.heddle.loadtest.target.reactor;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// What a loop does later. Confined to the loop.
final class Timers {
    private record Timer(long atNanos, Runnable task) {}

    // Times of the clock are compared by their distance: they may wrap around.
    private static final long EPOCH = System.nanoTime();
    private static final long ALMOST_A_MILLISECOND = 999_999;

    private final Queue<Timer> queue =
            new PriorityQueue<>(Comparator.comparingLong(timer -> timer.atNanos() - EPOCH));

    void add(long millis, Runnable task) {
        queue.add(new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
    }

    /// How long a selector may wait; 0 if there is no timer, which it takes for ever.
    long millisToNext() {
        var next = queue.peek();
        if (next == null) {
            return 0;
        }
        long nanos = next.atNanos() - System.nanoTime() + ALMOST_A_MILLISECOND;
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    void runDue() {
        for (var next = queue.peek();
                next != null && next.atNanos() - System.nanoTime() <= 0;
                next = queue.peek()) {
            queue.remove();
            next.task().run();
        }
    }
}
