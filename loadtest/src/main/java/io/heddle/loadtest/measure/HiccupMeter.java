package io.heddle.loadtest.measure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A thread of this process that only sleeps, a millisecond at a time, and keeps how late it woke:
/// what the garbage collector, the system and other programs do to every thread here.
final class HiccupMeter implements AutoCloseable {
    private static final long NAP_NANOS = 1_000_000;
    private static final long STALL_NANOS = 1_000_000;
    private static final int MOST_STALLS = 100;
    private static final long PATIENCE_MILLIS = 1000;

    private final Clock clock;
    private final List<Stall> stalls = new ArrayList<>(); // guarded by this
    private long longestNanos; // guarded by this
    private volatile boolean closed;
    private @Nullable Thread thread; // set by start alone

    private HiccupMeter(Clock clock) {
        this.clock = clock;
    }

    /// Starts the thread.
    static HiccupMeter start() {
        var meter = new HiccupMeter(Clock.REAL);
        meter.thread = Thread.ofPlatform().name("hiccup-meter").daemon().start(meter::run);
        return meter;
    }

    /// One that is driven by the test.
    static HiccupMeter stopped(Clock clock) {
        return new HiccupMeter(clock);
    }

    private void run() {
        try {
            while (!closed) {
                nap();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sleeps once.
    void nap() throws InterruptedException {
        long before = clock.nanoTime();
        clock.sleep(NAP_NANOS);
        long late = clock.nanoTime() - before - NAP_NANOS;
        note(before, late);
    }

    private synchronized void note(long atNanos, long late) {
        longestNanos = Math.max(longestNanos, late);
        if (late > STALL_NANOS && stalls.size() < MOST_STALLS) {
            stalls.add(new Stall(atNanos, late));
        }
    }

    /// How late it woke at worst.
    synchronized long longestNanos() {
        return longestNanos;
    }

    /// When it woke more than a millisecond late: the first hundred times.
    synchronized List<Stall> stalls() {
        return List.copyOf(stalls);
    }

    @Override
    public void close() {
        closed = true;
        var running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
