package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.MetricResult;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One metric over all targets.
final class MetricAnalysis {
    private final Metric metric;
    private final String baseline;
    private final double confidence;
    private final Bootstrap bootstrap;
    private final Map<String, Figures> figures = new LinkedHashMap<>();
    private final @Nullable Figures baselineFigures;
    private final OptionalDouble aaSpread;
    private final Zones zones;
    private final Map<String, Double> pValues;

    MetricAnalysis(
            Metric metric,
            List<Analysis.Row> rows,
            String baseline,
            double minEffect,
            double confidence,
            Bootstrap bootstrap) {
        this.metric = metric;
        this.baseline = baseline;
        this.confidence = confidence;
        this.bootstrap = bootstrap;
        for (var row : rows) {
            figures.put(row.name(), Figures.of(metric, row.forks()));
        }
        baselineFigures = figures.get(baseline);
        aaSpread = aaSpread(rows);
        zones = Zones.of(minEffect, aaSpread.orElse(0));
        pValues = pValues();
    }

    /// What the targets' twin shows of the noise: in half of the blocks it was at least this far
    /// from the baseline, as a share. Empty without a twin that shares a block with it.
    ///
    /// The median over the blocks: one disturbed block does not move it, and a median ratio that is
    /// near 1 by luck does not make it small.
    OptionalDouble aaSpread() {
        return aaSpread;
    }

    /// What is known of a target; null if nothing.
    @Nullable MetricResult of(String target) {
        var own = figures.get(target);
        if (own == null || own.isEmpty()) {
            return null;
        }
        var interval = Interval.ofScale(own.values(), confidence, bootstrap);
        return new MetricResult(
                interval.value(), interval.low(), interval.high(), ratio(target, own));
    }

    private @Nullable RatioResult ratio(String target, Figures own) {
        if (target.equals(baseline)) {
            return new RatioResult(1, 1, 1, Verdict.BASELINE, null);
        }
        var logRatios = logRatios(own);
        if (logRatios.length == 0) {
            return null;
        }
        var ratio = Interval.ofMedian(logRatios, confidence, bootstrap).exponential();
        return new RatioResult(
                ratio.value(),
                ratio.low(),
                ratio.high(),
                zones.verdict(ratio, metric.better()),
                pValues.get(target));
    }

    private double[] logRatios(Figures own) {
        return baselineFigures == null ? new double[0] : own.logRatiosTo(baselineFigures);
    }

    private OptionalDouble aaSpread(List<Analysis.Row> rows) {
        for (var row : rows) {
            var twin = figures.get(row.name());
            var logRatios = row.twin() && twin != null ? logRatios(twin) : new double[0];
            if (logRatios.length > 0) {
                var distances = Arrays.stream(logRatios).map(Math::abs).toArray();
                return OptionalDouble.of(Math.expm1(Sample.median(distances)));
            }
        }
        return OptionalDouble.empty();
    }

    private Map<String, Double> pValues() {
        if (baselineFigures == null || baselineFigures.isEmpty()) {
            return Map.of();
        }
        var base = baselineFigures.values();
        var compared =
                figures.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(baseline))
                        .filter(entry -> !entry.getValue().isEmpty())
                        .toList();
        var adjusted =
                Significance.holm(
                        compared.stream()
                                .mapToDouble(entry ->
                                        Significance.pValue(entry.getValue().values(), base))
                                .toArray());
        var byTarget = new LinkedHashMap<String, Double>();
        for (int i = 0; i < adjusted.length; i++) {
            byTarget.put(compared.get(i).getKey(), adjusted[i]);
        }
        return byTarget;
    }
}
