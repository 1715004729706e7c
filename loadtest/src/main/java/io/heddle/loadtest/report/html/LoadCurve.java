package io.heddle.loadtest.report.html;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Latency and processor time against the rate that was offered: where the knee is.
final class LoadCurve implements Section {
    private static final double HEIGHT = 230;
    private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9);

    @Override
    public String id() {
        return "load";
    }

    @Override
    public String title() {
        return "Load curve";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return rates(view).size() >= 2;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        var rates = rates(view);
        var charts = new ArrayList<LinePlot>();
        for (double percentile : PERCENTILES) {
            charts.add(latency(view, rates, percentile));
        }
        charts.add(processor(view, rates));
        ChartFigure.panels(
                markup,
                view.id("load-curve"),
                "Response time and processor time against the offered rate",
                charts,
                view.legend(),
                table(view, rates),
                detail);
    }

    /// The open windows' labels by their rate.
    private static SortedMap<Double, String> rates(ScenarioView view) {
        var rates = new TreeMap<Double, String>();
        for (var target : view.targets()) {
            for (var window : ScenarioView.windows(target)) {
                if (window.offeredRate() != null) {
                    rates.putIfAbsent(window.offeredRate(), window.label());
                }
            }
        }
        return rates;
    }

    private static LinePlot latency(
            ScenarioView view, SortedMap<Double, String> rates, double percentile) {
        var lines = new ArrayList<Line>();
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (var target : view.targets()) {
            var points = new ArrayList<Line.Point>();
            for (var rate : rates.entrySet()) {
                Double value = percentile(view, target, rate.getValue(), percentile);
                if (ScenarioView.isOverloaded(target, rate.getValue())) {
                    points.add(new Line.Point(rate.getKey(), Double.POSITIVE_INFINITY));
                } else if (value != null) {
                    points.add(new Line.Point(rate.getKey(), value));
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
            }
            lines.add(new Line(target.name(), view.style(target), Line.Dash.OWN, true, points));
        }
        double low = Double.isFinite(least) ? least : 1;
        double high = greatest;
        return plot(
                name(percentile) + " response time",
                lines,
                rates,
                (from, to, about) -> LogScale.around(low, high, from, to, about),
                NumberText::timeMark);
    }

    private static LinePlot processor(ScenarioView view, SortedMap<Double, String> rates) {
        var lines = new ArrayList<Line>();
        double greatest = 0;
        for (var target : view.targets()) {
            var points = new ArrayList<Line.Point>();
            for (var rate : rates.entrySet()) {
                Double cores = cores(target, rate.getValue());
                if (cores != null) {
                    points.add(new Line.Point(rate.getKey(), cores));
                    greatest = Math.max(greatest, cores);
                }
            }
            lines.add(new Line(target.name(), view.style(target), Line.Dash.OWN, true, points));
        }
        double high = greatest;
        return plot(
                "Processor time of the server, cores",
                lines,
                rates,
                (from, to, about) -> LinearScale.fromZero(high, from, to, about),
                NumberText::plain);
    }

    private static LinePlot plot(
            String title,
            List<Line> lines,
            SortedMap<Double, String> rates,
            LinePlot.Placed y,
            java.util.function.DoubleFunction<String> text) {
        return new LinePlot(
                title,
                title + " of each target against the offered rate.",
                lines,
                "offered rate, requests per second",
                (from, to, _) -> LinearScale.fromZero(rates.lastKey() * 1.04, from, to, 4),
                NumberText::plain,
                y,
                text,
                HEIGHT);
    }

    private static @Nullable Double percentile(
            ScenarioView view, TargetResult target, String label, double percentile) {
        var value = Latencies.percentileMicros(view.merged(target, label, "response"), percentile);
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Double cores(TargetResult target, String label) {
        var cores =
                ScenarioView.windows(target, label).stream()
                        .sorted(Comparator.comparing(WindowResult::label))
                        .map(LoadCurve::cores)
                        .filter(Objects::nonNull)
                        .toList();
        return ScenarioView.median(cores);
    }

    private static @Nullable Double cores(WindowResult window) {
        var server = window.server();
        return server == null || window.durationS() <= 0
                ? null
                : (server.cpuUserS() + server.cpuSystemS()) / window.durationS();
    }

    private static String name(double percentile) {
        return "p" + NumberText.plain(percentile);
    }

    private static Table table(ScenarioView view, SortedMap<Double, String> rates) {
        var table =
                new Table(
                        "Load curve",
                        List.of("target at rate", "achieved", "p50", "p99", "p99.9", "cores", "n"));
        for (var target : view.targets()) {
            for (var rate : rates.entrySet()) {
                var windows = ScenarioView.windows(target, rate.getValue());
                var achieved =
                        ScenarioView.median(
                                windows.stream().map(WindowResult::achievedRate).toList());
                long n = view.merged(target, rate.getValue(), "response").getTotalCount();
                var cells = new ArrayList<String>();
                cells.add(target.name() + " at " + NumberText.plain(rate.getKey()) + "/s");
                cells.add(NumberText.of(achieved, "1/s"));
                for (double percentile : PERCENTILES) {
                    cells.add(
                            ScenarioView.isOverloaded(target, rate.getValue())
                                    ? "unbounded (overload)"
                                    : NumberText.of(
                                            percentile(view, target, rate.getValue(), percentile),
                                            "us"));
                }
                cells.add(NumberText.of(cores(target, rate.getValue()), ""));
                cells.add(NumberText.plain(n));
                table.row(cells);
            }
        }
        return table;
    }
}
