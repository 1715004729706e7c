package io.heddle.loadtest.report.html;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// The whole distribution of each target, with an axis on which every further nine takes as much
/// room as the one before.
final class Spectrum implements Section {
    private static final double HEIGHT = 330;
    private static final double SAMPLES_ABOVE = 10;
    private static final List<Double> PERCENTILES =
            List.of(50.0, 75.0, 90.0, 99.0, 99.9, 99.99, 99.999);

    @Override
    public String id() {
        return "spectrum";
    }

    @Override
    public String title() {
        return "Percentile spectrum";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return !labels(view, 1).isEmpty();
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        var labels = labels(view, detail.spectra);
        markup.element(
                "p",
                "Solid: response time, from the moment at which a request was due. Dashed: service"
                        + " time, from its write. Where they part, requests waited before they were"
                        + " sent. A curve ends where fewer than ten samples lie above it.",
                "class",
                "hint");
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            ChartFigure.write(
                    markup,
                    view.id("spectrum-" + i),
                    plot(view, label, detail),
                    view.legend(),
                    table(view, label),
                    detail);
        }
        int all = labels(view, Integer.MAX_VALUE).size();
        if (labels.size() < all) {
            markup.element(
                    "p",
                    labels.size() + " of " + all + " windows are drawn; result.json has all.",
                    "class",
                    "hint");
        }
    }

    /// The last windows, which have the highest rates; the open ones if there are any.
    private static List<String> labels(ScenarioView view, int most) {
        var open = new ArrayList<String>();
        var any = new ArrayList<String>();
        for (var label : view.labels()) {
            boolean stored = false;
            boolean isOpen = false;
            for (var target : view.targets()) {
                stored |= view.merged(target, label, "response").getTotalCount() > 0;
                isOpen |=
                        ScenarioView.windows(target, label).stream()
                                .anyMatch(window -> window.loop() == WindowResult.Loop.OPEN);
            }
            if (stored) {
                any.add(label);
                if (isOpen) {
                    open.add(label);
                }
            }
        }
        var chosen = open.isEmpty() ? any : open;
        return List.copyOf(chosen.subList(Math.max(0, chosen.size() - most), chosen.size()));
    }

    private static LinePlot plot(ScenarioView view, String label, Detail detail) {
        var lines = new ArrayList<Line>();
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        double most = 20;
        for (var target : view.targets()) {
            if (ScenarioView.isOverloaded(target, label)) {
                continue;
            }
            var response = view.merged(target, label, "response");
            most = Math.max(most, response.getTotalCount() / SAMPLES_ABOVE);
            for (var kind : List.of("service", "response")) {
                boolean first = kind.equals("response");
                var points = points(view.merged(target, label, kind), detail.spectrumPoints);
                for (var point : points) {
                    least = Math.min(least, point.y());
                    greatest = Math.max(greatest, point.y());
                }
                lines.add(
                        new Line(
                                first ? target.name() : "",
                                view.style(target),
                                first ? Line.Dash.SOLID : Line.Dash.DASHED,
                                first,
                                points));
            }
        }
        double low = Double.isFinite(least) ? least : 1;
        double high = greatest;
        double end = most;
        return new LinePlot(
                "Latency by percentile: " + label,
                "Response and service time of each target by percentile, merged over its forks.",
                lines,
                "percentile",
                (from, to, _) -> PercentileScale.to(end, from, to),
                Spectrum::percent,
                (from, to, about) -> LogScale.around(low, high, from, to, about),
                NumberText::timeMark,
                HEIGHT);
    }

    /// Points at equal distances on the axis.
    private static List<Line.Point> points(Histogram nanos, int count) {
        var points = new ArrayList<Line.Point>();
        double last = nanos.getTotalCount() / SAMPLES_ABOVE / PercentileScale.FIRST;
        for (int i = 0; i < count && last > 1; i++) {
            double inverse = PercentileScale.FIRST * Math.pow(last, (double) i / (count - 1));
            double value = nanos.getValueAtPercentile(100 - 100 / inverse) / 1e3;
            points.add(new Line.Point(inverse, Math.max(value, 0.001)));
        }
        return points;
    }

    private static String percent(double inverse) {
        String text = String.format(Locale.ROOT, "%.6f", 100 - 100 / inverse);
        return text.replaceFirst("\\.?0+$", "") + " %";
    }

    private static Table table(ScenarioView view, String label) {
        var heads = new ArrayList<>(List.of("target and clock"));
        PERCENTILES.forEach(
                percentile -> heads.add("p" + percentile.toString().replaceFirst("\\.0$", "")));
        heads.add("max");
        heads.add("n");
        var table = new Table("Percentiles: " + label, heads);
        for (var target : view.targets()) {
            row(table, view, target, label, "response");
            row(table, view, target, label, "service");
        }
        return table;
    }

    private static void row(
            Table table, ScenarioView view, TargetResult target, String label, String kind) {
        var histogram = view.merged(target, label, kind);
        boolean overloaded = ScenarioView.isOverloaded(target, label);
        var cells = new ArrayList<>(List.of(target.name() + ", " + kind));
        for (double percentile : PERCENTILES) {
            var value = Latencies.percentileMicros(histogram, percentile);
            cells.add(
                    overloaded
                            ? "unbounded (overload)"
                            : value.isPresent()
                                    ? NumberText.time(value.getAsDouble())
                                    : NumberText.NONE);
        }
        long n = histogram.getTotalCount();
        cells.add(
                n == 0 || overloaded
                        ? NumberText.NONE
                        : NumberText.time(histogram.getMaxValue() / 1e3));
        cells.add(NumberText.plain(n));
        table.row(cells);
    }
}
