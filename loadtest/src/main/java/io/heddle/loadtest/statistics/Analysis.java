package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.MetricResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult.Loop;
import io.heddle.loadtest.validity.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What the forks of a comparison say together.
///
/// A metric is the median over the forks with its interval, an effect the median of the blocks'
/// ratios to the baseline with its own; the verdict follows from that interval alone. The p-value
/// stands beside it as a second opinion and decides nothing.
///
/// With three forks the smallest p-value there is is 0.1, so nothing is significant by that test.
/// The interval is honest all the same: it is as wide as three blocks demand, so that only a large
/// and clear difference is called. Such a run is called [#directional(int)].
///
/// @param targets one row for each input row, in the same order
/// @param aaSpread by metric: how far the baseline's twin was from it, as a share: in half of the
///   blocks at least that far; empty without a twin
public record Analysis(List<TargetResult> targets, Map<String, Double> aaSpread) {
    private static final String CPU = "cpu_us_per_request";
    private static final String RATE = "requests_per_second";
    private static final String HEAP = "heap_bytes_per_connection";
    private static final int SIGNIFICANT_BLOCKS = 4;

    /// What is known of one target before the analysis.
    ///
    /// @param command that started its server
    /// @param problem why forks are missing; null if none is
    public record Row(
            String name,
            boolean twin,
            List<String> command,
            @Nullable String problem,
            List<ForkResult> forks) {}

    /// Analyses.
    ///
    /// @param metrics the headline first
    /// @param baseline the name of the row that the others are compared with
    /// @param minEffect the smallest share of interest, such as 0.03
    /// @param confidence such as 0.95
    /// @param seed of the bootstrap
    public static Analysis of(
            List<Metric> metrics,
            List<Row> rows,
            String baseline,
            double minEffect,
            double confidence,
            long seed) {
        var bootstrap = new Bootstrap(seed);
        var analyses = new LinkedHashMap<String, MetricAnalysis>();
        var aaSpread = new LinkedHashMap<String, Double>();
        for (var metric : metrics) {
            var analysis =
                    new MetricAnalysis(metric, rows, baseline, minEffect, confidence, bootstrap);
            analyses.put(metric.id(), analysis);
            analysis.aaSpread().ifPresent(spread -> aaSpread.put(metric.id(), spread));
        }
        var equalLoad = EqualLoad.of(rows);
        var spread = spread(rows, baseline, analyses.get(RATE));
        var targets = new ArrayList<TargetResult>();
        for (var row : rows) {
            targets.add(target(row, analyses, equalLoad, spread));
        }
        return new Analysis(List.copyOf(targets), Collections.unmodifiableMap(aaSpread));
    }

    /// Whether so few blocks show directions only: the test's p-value cannot be below 0.05.
    public static boolean directional(int blocks) {
        return blocks < SIGNIFICANT_BLOCKS;
    }

    private static TargetResult target(
            Row row, Map<String, MetricAnalysis> analyses, EqualLoad equalLoad, Check spread) {
        var metrics = new LinkedHashMap<String, MetricResult>();
        analyses.forEach((id, analysis) -> {
            var result = analysis.of(row.name());
            if (result != null) {
                metrics.put(id, result);
            }
        });
        var headline = analyses.isEmpty() ? null : metrics.get(analyses.keySet().iterator().next());
        var checks = Board.worst(row.forks(), spread);
        return new TargetResult(
                row.name(),
                row.twin(),
                median(metrics, CPU),
                median(metrics, RATE),
                equalLoad.responseUs(row),
                median(metrics, HEAP),
                headline == null ? null : headline.ratio(),
                Collections.unmodifiableMap(metrics),
                checks.values().stream().noneMatch(check -> check.light() == Light.RED),
                Collections.unmodifiableMap(checks),
                row.command(),
                row.problem(),
                row.forks());
    }

    private static @Nullable Double median(Map<String, MetricResult> metrics, String id) {
        var metric = metrics.get(id);
        return metric == null ? null : (Double) metric.median();
    }

    private static Check spread(
            List<Row> rows, String baseline, @Nullable MetricAnalysis largestRate) {
        if (largestRate == null) {
            return Board.spread(new double[0], OptionalDouble.empty(), false);
        }
        var ratios =
                rows.stream()
                        .filter(row -> !row.twin() && !row.name().equals(baseline))
                        .map(row -> largestRate.of(row.name()))
                        .filter(Objects::nonNull)
                        .map(MetricResult::ratio)
                        .filter(Objects::nonNull)
                        .mapToDouble(ratio -> ratio.value())
                        .toArray();
        return Board.spread(ratios, largestRate.aaSpread(), clientBusy(rows));
    }

    private static boolean clientBusy(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.forks().stream())
                .flatMap(fork -> fork.windows().stream())
                .filter(window -> window.loop() == Loop.CLOSED)
                .map(window -> window.checks().get(Checks.LIMIT))
                .filter(Objects::nonNull)
                .anyMatch(check -> check.light() == Light.AMBER || check.light() == Light.RED);
    }
}
