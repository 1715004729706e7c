package io.heddle.loadtest.report.html;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.MetricResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One comparison as the sections see it: what they all look up. For one thread.
final class ScenarioView {
    private final ComparisonResult result;
    private final String prefix;
    private final Map<String, Histogram> merged = new HashMap<>();

    /// @param prefix of its ids on the page
    ScenarioView(ComparisonResult result, String prefix) {
        this.result = result;
        this.prefix = prefix;
    }

    ComparisonResult result() {
        return result;
    }

    /// An id that is unique on the page.
    String id(String name) {
        return prefix + "-" + name;
    }

    List<TargetResult> targets() {
        return result.targets();
    }

    List<Metric> metrics() {
        return result.scenario().metrics();
    }

    String baseline() {
        return result.plan().baseline();
    }

    boolean isBaseline(TargetResult target) {
        return target.name().equals(baseline());
    }

    SeriesStyle style(TargetResult target) {
        return SeriesStyle.of(targets().indexOf(target));
    }

    /// The zone of no interest for a metric, as a share.
    double zone(Metric metric) {
        return Math.max(
                result.plan().minEffect(), result.plan().aaSpread().getOrDefault(metric.id(), 0.0));
    }

    /// The windows' labels, in the order in which they were measured.
    List<String> labels() {
        var labels = new LinkedHashSet<String>();
        targets().forEach(target -> windows(target).forEach(window -> labels.add(window.label())));
        return List.copyOf(labels);
    }

    static List<WindowResult> windows(TargetResult target) {
        var windows = new ArrayList<WindowResult>();
        target.forks().forEach(fork -> windows.addAll(fork.windows()));
        return windows;
    }

    static List<WindowResult> windows(TargetResult target, String label) {
        return windows(target).stream().filter(window -> window.label().equals(label)).toList();
    }

    /// Whether a window got less than was offered, so that its latency has no bound.
    static boolean isOverloaded(WindowResult window) {
        var check = window.checks().get("V2");
        return check != null && check.light() == Light.RED;
    }

    static boolean isOverloaded(TargetResult target, String label) {
        return windows(target, label).stream().anyMatch(ScenarioView::isOverloaded);
    }

    /// Whether a metric of a target is a latency that was measured under overload.
    static boolean isUnbounded(TargetResult target, Metric metric) {
        boolean latency = metric.id().matches("(?:.*_)?p\\d+(?:_.*)?");
        return latency && windows(target).stream().anyMatch(ScenarioView::isOverloaded);
    }

    static @Nullable MetricResult metric(TargetResult target, Metric metric) {
        return target.metrics().get(metric.id());
    }

    /// What was found against the baseline; null if nothing was, or if it means nothing.
    static @Nullable Verdict verdict(TargetResult target, Metric metric) {
        var found = metric(target, metric);
        return found == null || found.ratio() == null || isUnbounded(target, metric)
                ? null
                : found.ratio().verdict();
    }

    /// A window's distribution over all forks, nanoseconds; empty if none was stored.
    ///
    /// @param kind `response`, `service` or `send_lag`
    Histogram merged(TargetResult target, String label, String kind) {
        return merged.computeIfAbsent(
                targets().indexOf(target) + "/" + kind + "/" + label,
                _ -> merge(windows(target, label), kind));
    }

    private static Histogram merge(List<WindowResult> windows, String kind) {
        var sum = Latencies.empty();
        for (var window : windows) {
            var part = decoded(window.histograms().get(kind));
            if (part != null) {
                sum.add(part);
            }
        }
        return sum;
    }

    /// @return null if there is none, or if it cannot be read: a damaged histogram costs its curve,
    ///   not the report
    private static @Nullable Histogram decoded(@Nullable String base64) {
        if (base64 == null) {
            return null;
        }
        try {
            return HistogramText.decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The middle of some values; null if there are none.
    static @Nullable Double median(List<Double> values) {
        if (values.isEmpty()) {
            return null;
        }
        var sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /// Which line and point belongs to which target.
    String legend() {
        var markup = new Markup().open("ul", "class", "legend");
        for (var target : targets()) {
            markup.open("li").markup(style(target).swatch()).text(target.name());
            if (isBaseline(target)) {
                markup.element("span", " (baseline)", "class", "quiet");
            }
            markup.close("li");
        }
        return markup.close("ul").toString();
    }
}
