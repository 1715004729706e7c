package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The values of one metric of one target, by block, ascending.
record Figures(SortedMap<Integer, Double> byBlock) {
    static Figures of(Metric metric, List<ForkResult> forks) {
        var byBlock = new TreeMap<Integer, Double>();
        for (var fork : forks) {
            var value = fork.figures().get(metric.id());
            if (value != null && Double.isFinite(value)) {
                byBlock.put(fork.block(), value);
            }
        }
        return new Figures(byBlock);
    }

    boolean isEmpty() {
        return byBlock.isEmpty();
    }

    double[] values() {
        return byBlock.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// The logarithms of the ratios to another target, for each block that both have; empty if they
    /// share none, or one of the values is 0 or less and so has no ratio.
    double[] logRatiosTo(Figures other) {
        var shared =
                byBlock.entrySet().stream()
                        .filter(entry -> other.byBlock.containsKey(entry.getKey()))
                        .map(entry -> Map.entry(entry.getValue(), other.at(entry.getKey())))
                        .toList();
        if (shared.stream().anyMatch(pair -> pair.getKey() <= 0 || pair.getValue() <= 0)) {
            return new double[0];
        }
        return shared.stream()
                .mapToDouble(pair -> Math.log(pair.getKey() / pair.getValue()))
                .toArray();
    }

    private double at(int block) {
        var value = byBlock.get(block);
        if (value == null) {
            throw new IllegalStateException("no value in block " + block);
        }
        return value;
    }
}
