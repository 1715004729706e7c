package io.heddle.loadtest.measure;

import io.heddle.loadtest.kernel.ThreadTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A process at one end of a window. What the system does not tell is null.
///
/// @param userNanos processor time in user mode so far; all of it where the system does not divide
/// @param systemNanos processor time in the kernel so far
/// @param descriptors open now
record ProcessReading(
        long userNanos,
        long systemNanos,
        ThreadTimes perThread,
        @Nullable Long residentBytes,
        @Nullable Integer threads,
        @Nullable Integer descriptors) {

    /// Processor time of both kinds.
    CpuReading cpu() {
        return new CpuReading(Duration.ofNanos(userNanos + systemNanos), perThread.nanos());
    }

    /// Exact processor time since `earlier` where the threads tell it.
    long nanosSince(ProcessReading earlier) {
        return cpu().nanosSince(earlier.cpu());
    }

    /// The share of that time that was spent in the kernel, 0 to 1.
    double systemShareSince(ProcessReading earlier) {
        long system = systemNanos - earlier.systemNanos;
        long both = system + userNanos - earlier.userNanos;
        return both == 0 ? 0 : (double) system / both;
    }

    /// How often a thread was put on a processor since `earlier`.
    @Nullable Long switchesSince(ProcessReading earlier) {
        return perThread.switches().isEmpty()
                ? null
                : (Long) perThread.switchesSince(earlier.perThread);
    }
}
