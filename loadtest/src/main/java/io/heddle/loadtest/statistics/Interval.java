package io.heddle.loadtest.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// A median with its confidence interval.
///
/// The interval is the percentile bootstrap of the median, blocks resampled. With few blocks that
/// alone is too narrow: of three blocks it is their range, which holds the truth three times in
/// four. So below eight blocks it is widened to hold Student's interval of the mean as well, and
/// from eight on it is stretched about the median by what small samples lack, `sqrt(n / (n - 1))`
/// times Student's quantile over the normal one. `IntervalCoverageTest` measures what that gives.
///
/// One block has no interval: its ends are the value, and nothing may be concluded from it.
///
/// @param value the median
/// @param low the lower end, at most `value`
/// @param high the upper end, at least `value`
/// @param blocks how many there were
record Interval(double value, double low, double high, int blocks) {
    private static final int ENOUGH_BLOCKS = 8;

    /// @param values one for each block, at least one
    static Interval ofMedian(double[] values, double confidence, Bootstrap bootstrap) {
        double median = Sample.median(values);
        int blocks = values.length;
        if (blocks == 1 || Arrays.stream(values).allMatch(value -> value == values[0])) {
            return new Interval(median, median, median, blocks);
        }
        double error = Sample.standardDeviation(values) / Math.sqrt(blocks);
        return widened(
                median,
                bootstrap.ends(values, confidence),
                Sample.mean(values),
                error,
                blocks,
                blocks - 1.0,
                confidence);
    }

    /// The difference of two unrelated medians, the second less the first; its blocks are the fewer
    /// of the two. Widened alike, with Welch's interval in the place of Student's.
    static Interval ofDifference(
            double[] first, double[] second, double confidence, Bootstrap bootstrap) {
        double value = Sample.median(second) - Sample.median(first);
        int blocks = Math.min(first.length, second.length);
        double one = squaredError(first);
        double other = squaredError(second);
        if (blocks == 1 || one + other == 0) {
            return new Interval(value, value, value, blocks);
        }
        double degrees =
                (one + other)
                        * (one + other)
                        / (one * one / (first.length - 1) + other * other / (second.length - 1));
        return widened(
                value,
                bootstrap.differenceEnds(first, second, confidence),
                Sample.mean(second) - Sample.mean(first),
                Math.sqrt(one + other),
                blocks,
                degrees,
                confidence);
    }

    private static double squaredError(double[] values) {
        double deviation = values.length < 2 ? 0 : Sample.standardDeviation(values);
        return deviation * deviation / values.length;
    }

    private static Interval widened(
            double value,
            double[] ends,
            double mean,
            double error,
            int blocks,
            double degrees,
            double confidence) {
        double tail = (1 - confidence) / 2;
        double student = TDistribution.of(degrees).inverseSurvivalProbability(tail);
        double low = Math.min(ends[0], mean - student * error);
        double high = Math.max(ends[1], mean + student * error);
        if (blocks >= ENOUGH_BLOCKS) {
            double normal = NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
            double stretch = Math.sqrt(blocks / (blocks - 1.0)) * student / normal;
            low = value - stretch * (value - ends[0]);
            high = value + stretch * (ends[1] - value);
        }
        return new Interval(value, Math.min(low, value), Math.max(high, value), blocks);
    }

    /// The same of positive values, made of their logarithms: what is multiplied is then as far
    /// from the median as what is divided, and no end is negative. With a value of 0 or less,
    /// plain.
    static Interval ofScale(double[] values, double confidence, Bootstrap bootstrap) {
        if (Arrays.stream(values).anyMatch(value -> value <= 0)) {
            return ofMedian(values, confidence, bootstrap);
        }
        var logarithms = Arrays.stream(values).map(Math::log).toArray();
        var interval = ofMedian(logarithms, confidence, bootstrap).exponential();
        // The median itself is of the values, not a way there and back.
        double median = Sample.median(values);
        return new Interval(
                median,
                Math.min(interval.low, median),
                Math.max(interval.high, median),
                values.length);
    }

    /// From logarithms to what they are of.
    Interval exponential() {
        return new Interval(Math.exp(value), Math.exp(low), Math.exp(high), blocks);
    }
}
