package io.heddle.loadtest.result;

import org.jspecify.annotations.Nullable;

/// A target over the baseline, block by block.
///
/// @param value the median of the blocks' ratios
/// @param low the lower end of the confidence interval
/// @param high its upper end
/// @param pValue of Mann and Whitney's test, adjusted by Holm's method; null if it could not be
///   made
public record RatioResult(
        double value, double low, double high, Verdict verdict, @Nullable Double pValue) {}
