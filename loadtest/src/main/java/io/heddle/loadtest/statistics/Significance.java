package io.heddle.loadtest.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/// Mann and Whitney's test, two-sided, and Holm's adjustment for several of them.
final class Significance {
    private Significance() {}

    /// The probability that equal servers differ as much. With three forks each it is at least 0.1,
    /// with four 0.029, with six 0.0022.
    static double pValue(double[] one, double[] other) {
        if (DoubleStream.concat(Arrays.stream(one), Arrays.stream(other)).distinct().count() == 1) {
            return 1;
        }
        double p = MannWhitneyUTest.withDefaults().test(one, other).getPValue();
        // Among equal values the library takes a normal approximation, which knows no least value.
        return Math.clamp(p, least(one.length, other.length), 1);
    }

    /// The smallest that so few values can have: 2 of all ways to order them.
    static double least(int one, int other) {
        double ways = 1;
        for (int i = 1; i <= one; i++) {
            ways = ways * (other + i) / i;
        }
        return Math.min(1, 2 / ways);
    }

    /// Adjusts p-values of one family so that the chance of any false one stays what it was for
    /// one.
    ///
    /// @return in the same order
    static double[] holm(double[] pValues) {
        int count = pValues.length;
        var order =
                IntStream.range(0, count)
                        .boxed()
                        .sorted(Comparator.comparingDouble(index -> pValues[index]))
                        .toList();
        var adjusted = new double[count];
        double largest = 0;
        for (int rank = 0; rank < count; rank++) {
            int index = order.get(rank);
            largest = Math.max(largest, Math.min(1, (count - rank) * pValues[index]));
            adjusted[index] = largest;
        }
        return adjusted;
    }
}
