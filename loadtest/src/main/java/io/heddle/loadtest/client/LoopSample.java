package io.heddle.loadtest.client;

import java.util.LongSummaryStatistics;
import org.HdrHistogram.Histogram;

/// What one loop did since its previous sample.
///
/// @param latencies of its replies in nanoseconds
/// @param perConnection the replies of each of its connections
/// @param starved the connections without any reply
record LoopSample(
        long wallNanos,
        long cpuNanos,
        Histogram latencies,
        LongSummaryStatistics perConnection,
        long starved) {}
