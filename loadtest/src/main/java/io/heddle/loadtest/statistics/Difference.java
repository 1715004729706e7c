package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What has changed from one stored comparison to another of the same scenario.
///
/// The two were measured at different times, so their forks are not paired: each side is resampled
/// for itself. What has drifted between them, such as the machine's temperature, is in the ratios
/// and in no interval.
///
/// @param rows by target and metric, in the order of the later comparison
/// @param remarks what else differs, in the order in which a reader should know it
public record Difference(List<Row> rows, List<String> remarks) {
    /// One metric of one target.
    ///
    /// @param before the median over the earlier comparison's forks
    /// @param after the median over the later one's
    /// @param ratio of after to before
    public record Row(
            String target, Metric metric, double before, double after, RatioResult ratio) {
        /// Whether it became worse, beyond doubt and by more than is of no interest.
        public boolean isRegression() {
            return ratio.verdict() == Verdict.WORSE;
        }
    }

    /// Compares two comparisons.
    ///
    /// @param minEffect the smallest share of interest, such as 0.03
    /// @param confidence such as 0.95
    /// @param seed of the bootstrap
    /// @throws IllegalArgumentException if they are of different scenarios, settings or profiles,
    ///   or have no target in common; the message is one line
    public static Difference of(
            ComparisonResult before,
            ComparisonResult after,
            double minEffect,
            double confidence,
            long seed) {
        requireSame("scenarios", before.scenario().id(), after.scenario().id());
        requireSame("profiles", before.plan().profile(), after.plan().profile());
        requireSameSettings(before.scenario().settings(), after.scenario().settings());
        var remarks = new ArrayList<>(remarks(before, after));
        var rows = new ArrayList<Row>();
        var bootstrap = new Bootstrap(seed);
        for (var metric : after.scenario().metrics()) {
            var zones = zones(before, after, metric, minEffect);
            var changes = new ArrayList<Change>();
            for (var target : after.targets()) {
                before.targets().stream()
                        .filter(earlier -> earlier.name().equals(target.name()))
                        .findFirst()
                        .flatMap(earlier -> Change.of(metric, earlier, target, remarks))
                        .ifPresent(changes::add);
            }
            rows.addAll(Change.rows(changes, zones, confidence, bootstrap));
        }
        if (names(before).stream().noneMatch(names(after)::contains)) {
            throw new IllegalArgumentException(
                    "no target in common: %s before, %s after"
                            .formatted(names(before), names(after)));
        }
        return new Difference(inOrder(rows, after), List.copyOf(remarks));
    }

    /// Whether anything became worse.
    public boolean hasRegression() {
        return rows.stream().anyMatch(Row::isRegression);
    }

    private static Zones zones(
            ComparisonResult before, ComparisonResult after, Metric metric, double minEffect) {
        return Zones.of(
                minEffect,
                Math.max(
                        before.plan().aaSpread().getOrDefault(metric.id(), 0.0),
                        after.plan().aaSpread().getOrDefault(metric.id(), 0.0)));
    }

    private static List<Row> inOrder(List<Row> rows, ComparisonResult after) {
        return after.targets().stream()
                .flatMap(target -> rows.stream().filter(row -> row.target().equals(target.name())))
                .toList();
    }

    private static void requireSame(String what, String before, String after) {
        if (!before.equals(after)) {
            throw new IllegalArgumentException(
                    "cannot compare different %s: '%s' before, '%s' after"
                            .formatted(what, before, after));
        }
    }

    private static void requireSameSettings(Map<String, String> before, Map<String, String> after) {
        var differing = differing(before, after);
        if (!differing.isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot compare different settings: " + String.join(", ", differing));
        }
    }

    private static List<String> differing(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !before.getOrDefault(name, "").equals(after.getOrDefault(name, "")))
                .map(name ->
                        "%s '%s' before, '%s' after"
                                .formatted(
                                        name,
                                        before.getOrDefault(name, ""),
                                        after.getOrDefault(name, "")))
                .toList();
    }

    private static List<String> remarks(ComparisonResult before, ComparisonResult after) {
        var remarks = new ArrayList<String>();
        if (before.interrupted()) {
            remarks.add("the earlier comparison was interrupted");
        }
        if (after.interrupted()) {
            remarks.add("the later comparison was interrupted");
        }
        differing(before.environment(), after.environment())
                .forEach(difference -> remarks.add("environment: " + difference));
        var plans = new TreeMap<String, String>(Map.of("cpu plan", before.plan().cpuPlan()));
        differing(plans, Map.of("cpu plan", after.plan().cpuPlan()))
                .forEach(difference -> remarks.add(difference));
        addMissing(remarks, names(before), names(after), "earlier");
        addMissing(remarks, names(after), names(before), "later");
        addInvalid(remarks, before, "earlier");
        addInvalid(remarks, after, "later");
        return remarks;
    }

    private static void addMissing(
            List<String> remarks, List<String> names, List<String> others, String which) {
        names.stream()
                .filter(name -> !others.contains(name))
                .forEach(name ->
                        remarks.add(
                                "target %s is in the %s comparison only".formatted(name, which)));
    }

    private static void addInvalid(List<String> remarks, ComparisonResult result, String which) {
        result.targets().stream()
                .filter(target -> !target.valid())
                .forEach(target ->
                        remarks.add(
                                "target %s has a red check in the %s comparison"
                                        .formatted(target.name(), which)));
    }

    private static List<String> names(ComparisonResult result) {
        return result.targets().stream().map(TargetResult::name).toList();
    }
}
