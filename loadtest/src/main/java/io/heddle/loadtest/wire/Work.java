package io.heddle.loadtest.wire;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/// Computing that takes a known time: a loop of hashing, calibrated on this machine.
///
/// It does a fixed amount of work rather than watching a clock, so that a thread that loses its
/// processor has as much left to do as before. Thread-safe.
public final class Work {
    private static final int TRIALS = 6;
    private static final int LOOPS = 400_000;
    private static final int LOOPS_PER_CHECK = 1_000;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final int SHIFT = 29;

    private final double loopsPerMicro;
    private final AtomicLong result = new AtomicLong(); // keeps the compiler from dropping the loop

    private Work(double loopsPerMicro) {
        this.loopsPerMicro = loopsPerMicro;
    }

    /// Measures how fast this machine hashes; it takes some milliseconds of computing.
    public static Work calibrated() {
        var trial = new Work(1);
        long best = Long.MAX_VALUE;
        // The first trials warm the compiler up; the fastest is the one that nothing disturbed.
        for (int i = 0; i < TRIALS; i++) {
            long before = threadNanos();
            trial.hash(LOOPS);
            best = Math.min(best, Math.max(1, threadNanos() - before));
        }
        return new Work(LOOPS * 1e3 / best);
    }

    /// Computes for this long on a processor of one's own.
    ///
    /// @param micros at least 0
    public void burn(int micros) {
        hash(Math.round(micros * loopsPerMicro));
    }

    private void hash(long loops) {
        long value = loops;
        for (long left = loops; left > 0; left -= LOOPS_PER_CHECK) {
            value = hashSome(value, (int) Math.min(left, LOOPS_PER_CHECK));
        }
        result.lazySet(value);
    }

    private static long hashSome(long start, int loops) {
        long value = start;
        for (int i = 0; i < loops; i++) {
            value = (value ^ (value >>> SHIFT)) * MULTIPLIER + i;
        }
        return value;
    }

    /// The time that this thread has computed; the clock's where the JVM cannot tell, as it cannot
    /// of virtual threads.
    private static long threadNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() && !Thread.currentThread().isVirtual()
                ? threads.getCurrentThreadCpuTime()
                : System.nanoTime();
    }
}
