package io.heddle.loadtest.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of a comparison. Derived from its forks by `statistics`, but for name, flags and
/// problem.
///
/// @param name as shown; the twin of the baseline ends in a prime
/// @param twin whether this is the baseline measured a second time (the A/A row)
/// @param cpuUsPerRequest median over the forks of the scenario's headline; null, as the next, if
///   it has no such metric
/// @param responseUs of the forks' open windows merged, at equal load; if there are none, of the
///   closed ones
/// @param ratio to the baseline by the scenario's first metric; null if nothing was measured
/// @param metrics by the metric's id, in the scenario's order
/// @param checks the worst over the forks, by id
/// @param problem why forks are missing; null if none is
public record TargetResult(
        String name,
        boolean twin,
        @Nullable Double cpuUsPerRequest,
        @Nullable Double requestsPerSecond,
        @Nullable Latency responseUs,
        @Nullable Double heapBytesPerConnection,
        @Nullable RatioResult ratio,
        Map<String, MetricResult> metrics,
        boolean valid,
        Map<String, Check> checks,
        List<String> command,
        @Nullable String problem,
        List<ForkResult> forks) {}
