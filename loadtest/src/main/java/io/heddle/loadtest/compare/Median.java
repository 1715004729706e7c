package io.heddle.loadtest.compare;

import java.util.List;

/// The middle value; of an even number of values, the mean of the two in the middle.
public final class Median {
    private Median() {}

    /// Of these values.
    ///
    /// @param values not empty
    public static double of(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
