package io.heddle.loadtest.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The percentile bootstrap of a median: blocks are drawn with replacement, 10,000 times, seeded.
///
/// Which blocks a resample draws does not depend on their values, and its median is a matter of
/// ranks. So the resamples of a number of blocks are drawn once, and kept as how often each rank,
/// or pair of ranks, was in the middle. Every metric and target resamples the same blocks. For one
/// thread.
final class Bootstrap {
    /// How often blocks are drawn.
    static final int RESAMPLES = 10_000;

    private final long seed;
    private final Map<Integer, List<Middle>> middles = new HashMap<>();

    Bootstrap(long seed) {
        this.seed = seed;
    }

    /// A median of resamples: the mean of the values of two ranks, equal ones if blocks are odd.
    private record Middle(int lower, int upper, int resamples) {
        double median(double[] sorted) {
            return (sorted[lower] + sorted[upper]) / 2;
        }
    }

    /// The ends between which this share of the resamples' medians lies.
    ///
    /// @param values one for each block, at least one
    /// @param confidence such as 0.95
    /// @return the lower and the upper end
    double[] ends(double[] values, double confidence) {
        var sorted = Sample.sorted(values);
        var medians = new ArrayList<>(middles.computeIfAbsent(values.length, this::draw));
        medians.sort(Comparator.comparingDouble(middle -> middle.median(sorted)));
        double tail = (1 - confidence) / 2;
        return new double[] {
            percentile(medians, sorted, tail), percentile(medians, sorted, 1 - tail)
        };
    }

    /// Medians are few and far between: each stands for the middle of its resamples, and what is
    /// wanted between two of them is interpolated. Else a little more or less of them would move an
    /// end by a whole rank.
    private static double percentile(List<Middle> ascending, double[] sorted, double share) {
        double wanted = share * RESAMPLES;
        double previousMedian = ascending.getFirst().median(sorted);
        double previous = 0;
        long below = 0;
        for (var middle : ascending) {
            double median = middle.median(sorted);
            double center = below + middle.resamples() / 2.0;
            if (center >= wanted) {
                double part = (wanted - previous) / (center - previous);
                return previousMedian + part * (median - previousMedian);
            }
            below += middle.resamples();
            previous = center;
            previousMedian = median;
        }
        return previousMedian;
    }

    /// The ends between which this share of the differences of two unrelated medians lies, the
    /// second less the first: each sample is resampled for itself.
    ///
    /// @param first at least one value
    /// @param second at least one value
    double[] differenceEnds(double[] first, double[] second, double confidence) {
        var random = new SplittableRandom(seed);
        var differences = new double[RESAMPLES];
        var one = new double[first.length];
        var other = new double[second.length];
        for (int i = 0; i < RESAMPLES; i++) {
            differences[i] = resampled(second, other, random) - resampled(first, one, random);
        }
        Arrays.sort(differences);
        double tail = (1 - confidence) / 2;
        int low = (int) (tail * RESAMPLES);
        return new double[] {differences[low], differences[RESAMPLES - 1 - low]};
    }

    private static double resampled(double[] values, double[] scratch, SplittableRandom random) {
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = values[random.nextInt(values.length)];
        }
        Arrays.sort(scratch);
        return Sample.medianOfSorted(scratch);
    }

    private List<Middle> draw(int blocks) {
        var random = new SplittableRandom(seed + blocks);
        var counts = new TreeMap<Integer, Integer>();
        var ranks = new int[blocks];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < blocks; j++) {
                ranks[j] = random.nextInt(blocks);
            }
            Arrays.sort(ranks);
            int pair = ranks[(blocks - 1) / 2] * blocks + ranks[blocks / 2];
            counts.merge(pair, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(entry ->
                        new Middle(
                                entry.getKey() / blocks, entry.getKey() % blocks, entry.getValue()))
                .toList();
    }
}
