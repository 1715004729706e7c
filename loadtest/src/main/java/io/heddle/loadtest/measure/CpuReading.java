package io.heddle.loadtest.measure;

import java.time.Duration;
import java.util.Map;

/// The CPU time of a process at one moment.
///
/// @param total of the whole process with the threads that have ended, in steps of 10 ms on Linux
/// @param perThread nanoseconds of each living thread by its id, exact; empty where unknown
record CpuReading(Duration total, Map<Long, Long> perThread) {
    /// A difference of the two sources beyond which a thread must have ended between two readings.
    private static final long TICKS_NANOS = 30_000_000;

    public CpuReading {
        perThread = Map.copyOf(perThread);
    }

    /// The CPU time between `earlier` and this, from the exact source unless threads have ended
    /// meanwhile.
    public long nanosSince(CpuReading earlier) {
        long coarse = total.minus(earlier.total).toNanos();
        if (perThread.isEmpty()) {
            return coarse;
        }
        long exact = 0;
        for (var thread : perThread.entrySet()) {
            exact += thread.getValue() - earlier.perThread.getOrDefault(thread.getKey(), 0L);
        }
        if (!perThread.keySet().containsAll(earlier.perThread.keySet())) {
            // What the ended threads ran since is in the total alone.
            return Math.max(coarse, exact);
        }
        return Math.abs(coarse - exact) > TICKS_NANOS ? coarse : exact;
    }
}
