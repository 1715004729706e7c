package io.heddle.loadtest.doctor;

import io.heddle.loadtest.kernel.Descriptors;
import io.heddle.loadtest.kernel.PortRange;
import io.heddle.loadtest.kernel.Processors;
import org.jspecify.annotations.Nullable;

/// Everything that findings are made of. What the system does not tell is null.
///
/// @param availableProcessors to this process
/// @param taskset whether that command exists
/// @param loadAverage of the last minute
/// @param noise what happened in a second in which we did nothing
/// @param timeWait sockets in that state
/// @param somaxconn the longest accept queue
/// @param clockSource the kernel's
/// @param availableMemoryBytes what programs could get now
/// @param swapUsedBytes on disk
/// @param transparentHugePages the kernel's line, with the choice in brackets
record Vitals(
        @Nullable Descriptors descriptors,
        @Nullable PortRange ports,
        @Nullable Long timeWait,
        @Nullable Long somaxconn,
        Processors processors,
        int availableProcessors,
        boolean taskset,
        @Nullable Double loadAverage,
        Noise noise,
        @Nullable String clockSource,
        ClockQuality clock,
        @Nullable Long availableMemoryBytes,
        @Nullable Long swapUsedBytes,
        @Nullable String transparentHugePages,
        Runtime.Version jdk) {

    /// A second of rest.
    ///
    /// @param busyShare of the machine in use, 0 to 1
    /// @param stolenShare that the hypervisor took, 0 to 1
    record Noise(@Nullable Double busyShare, @Nullable Double stolenShare) {}

    /// How well time can be told and waited for.
    ///
    /// @param readNanos the cost of reading the clock
    /// @param stepNanos its smallest step
    /// @param parkLateP50Nanos how late a thread wakes that wanted to sleep for 100 us
    /// @param parkLateP99Nanos the same, in one of a hundred cases
    record ClockQuality(
            long readNanos, long stepNanos, long parkLateP50Nanos, long parkLateP99Nanos) {}
}
