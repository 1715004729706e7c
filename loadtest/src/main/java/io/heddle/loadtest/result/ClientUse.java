package io.heddle.loadtest.result;

/// What the client itself needed in a window.
///
/// @param busyShare of its busiest loop, 0 to 1
/// @param cpuS processor time of its process, seconds
/// @param hiccupMaxUs the longest time in which a thread of the client that only sleeps was not
///   woken
/// @param hiccupsS seconds since the window's beginning at which the client was held up for more
///   than a millisecond; at most 100
/// @param gcCount collections in the client
/// @param heapBytes used at the end
/// @param clipped values that a histogram could not hold; must be 0
public record ClientUse(
        double busyShare,
        double cpuS,
        double hiccupMaxUs,
        java.util.List<Double> hiccupsS,
        long gcCount,
        long gcMs,
        long heapBytes,
        long clipped) {}
