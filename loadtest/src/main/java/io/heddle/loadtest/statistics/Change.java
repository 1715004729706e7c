package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.TargetResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One metric of one target in two comparisons.
///
/// @param before of the earlier forks, all positive
/// @param after of the later forks, all positive
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Change(String target, Metric metric, double[] before, double[] after) {

    /// What both have measured; empty, with a remark, if there is no ratio of it.
    static Optional<Change> of(
            Metric metric, TargetResult earlier, TargetResult later, List<String> remarks) {
        var change =
                new Change(later.name(), metric, values(metric, earlier), values(metric, later));
        if (change.before.length == 0 || change.after.length == 0) {
            remarks.add(
                    "%s of %s was not measured %s"
                            .formatted(
                                    metric.id(),
                                    later.name(),
                                    change.before.length == 0 ? "before" : "after"));
            return Optional.empty();
        }
        if (hasNoRatio(change.before) || hasNoRatio(change.after)) {
            remarks.add(
                    "%s of %s has no ratio: a value is 0 or less"
                            .formatted(metric.id(), later.name()));
            return Optional.empty();
        }
        return Optional.of(change);
    }

    private static double[] values(Metric metric, TargetResult target) {
        return Figures.of(metric, target.forks()).values();
    }

    private static boolean hasNoRatio(double[] values) {
        return Arrays.stream(values).anyMatch(value -> value <= 0);
    }

    /// @param changes of one metric, the family of Holm's adjustment
    static List<Difference.Row> rows(
            List<Change> changes, Zones zones, double confidence, Bootstrap bootstrap) {
        var pValues =
                Significance.holm(
                        changes.stream()
                                .mapToDouble(
                                        change -> Significance.pValue(change.before, change.after))
                                .toArray());
        var rows = new ArrayList<Difference.Row>();
        for (int i = 0; i < pValues.length; i++) {
            rows.add(changes.get(i).row(zones, confidence, bootstrap, pValues[i]));
        }
        return rows;
    }

    private Difference.Row row(Zones zones, double confidence, Bootstrap bootstrap, double pValue) {
        var ratio =
                Interval.ofDifference(logarithms(before), logarithms(after), confidence, bootstrap)
                        .exponential();
        return new Difference.Row(
                target,
                metric,
                Sample.median(before),
                Sample.median(after),
                new RatioResult(
                        ratio.value(),
                        ratio.low(),
                        ratio.high(),
                        zones.verdict(ratio, metric.better()),
                        pValue));
    }

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }
}
