package io.heddle.loadtest.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One row over another, round by round.
///
/// @param median of the rounds' ratios, not the ratio of medians
/// @param rounds the ratio of each round that both rows finished
public record Ratio(double median, double min, double max, List<Double> rounds) {
    /// Of the rounds' ratios.
    ///
    /// @param rounds not empty
    public static Ratio of(List<Double> rounds) {
        return new Ratio(
                Median.of(rounds),
                Collections.min(rounds),
                Collections.max(rounds),
                List.copyOf(new ArrayList<>(rounds)));
    }

    /// Whether every round says that it is larger than one.
    public boolean clearlyAboveOne() {
        return min > 1;
    }

    /// Whether every round says that it is smaller than one.
    public boolean clearlyBelowOne() {
        return max < 1;
    }
}
