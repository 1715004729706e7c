package io.heddle.loadtest.result;

import org.jspecify.annotations.Nullable;

/// What the server's process used in a window. What the system or the server cannot tell is null.
///
/// @param cores that it was given
/// @param cpuUserS processor time in user mode, seconds
/// @param cpuSystemS processor time in the kernel, seconds
/// @param busyShare processor time over the time of its cores, 0 to 1
/// @param cpuUsPerRequest processor time over replies, microseconds
/// @param rssBytes resident memory at the end
/// @param heapBytes used heap at the end, garbage included
/// @param contextSwitches voluntary and not
/// @param gcMs pauses and cycles of the collector
/// @param jitMs time the compilers used
/// @param safepointMs time at safepoints
/// @param vtMounted virtual threads on a carrier at the end
/// @param vtQueued virtual threads that wait for one
public record ServerUse(
        int cores,
        double cpuUserS,
        double cpuSystemS,
        double busyShare,
        @Nullable Double cpuUsPerRequest,
        @Nullable Long rssBytes,
        @Nullable Long heapBytes,
        @Nullable Integer threads,
        @Nullable Integer descriptors,
        @Nullable Long contextSwitches,
        @Nullable Long gcCount,
        @Nullable Long gcMs,
        @Nullable Long jitMs,
        @Nullable Long safepointMs,
        @Nullable Integer vtParallelism,
        @Nullable Integer vtMounted,
        @Nullable Long vtQueued) {}
