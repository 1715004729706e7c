package io.heddle.loadtest.result;

/// How one metric of one target changed.
///
/// @param before the median over the earlier comparison's forks
/// @param after the median over the later one's
/// @param ratio of after to before
/// @param regression whether it became worse, beyond doubt and by more than is of no interest
public record DifferenceRow(
        String target,
        Metric metric,
        double before,
        double after,
        RatioResult ratio,
        boolean regression) {}
