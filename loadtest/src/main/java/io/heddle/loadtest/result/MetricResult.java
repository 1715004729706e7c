package io.heddle.loadtest.result;

import org.jspecify.annotations.Nullable;

/// One metric of one target over its forks.
///
/// @param low the lower end of the median's confidence interval
/// @param ratio to the baseline; null if the two share no block
public record MetricResult(double median, double low, double high, @Nullable RatioResult ratio) {}
