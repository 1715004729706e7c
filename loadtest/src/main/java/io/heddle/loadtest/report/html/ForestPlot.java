package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/// One metric of every target as a ratio to the baseline, with its interval.
///
/// @param view the comparison
/// @param metric what is compared
record ForestPlot(ScenarioView view, Metric metric) implements Chart {
    private static final double ROW = 30;
    private static final double TOP = 24;
    private static final double BOTTOM = 42;

    /// No axis goes beyond a thousandfold: its logarithm.
    private static final double LARGEST = 2.5; // about twelve times

    private static final double INWARD = 5;

    @Override
    public String title() {
        return NumberText.title(metric) + " against " + view.baseline();
    }

    @Override
    public String description() {
        return "Ratio of each target to the baseline on a logarithmic axis, with its confidence"
                + " interval; the shaded zone of ±"
                + NumberText.share(view.zone(metric))
                + " is of no interest.";
    }

    @Override
    public String draw(String id, double width, String cssClass) {
        boolean wide = width > 500;
        double left = wide ? 150 : 12;
        double right = width - (wide ? 250 : 12);
        double row = wide ? ROW : ROW + 18;
        double bottom = TOP + row * view.targets().size() + 6;
        var svg = new Svg(id, width, bottom + BOTTOM, cssClass, title(), description());
        var x = scale(left, right, wide ? 7 : 5);
        double zone = 1 + view.zone(metric);
        svg.rectangle(x.at(1 / zone), TOP, x.at(zone) - x.at(1 / zone), bottom - TOP, "zone");
        Axis.bottom(svg, x, TOP, bottom, axisLabel(), RatioScale::text);
        svg.line(x.at(1), TOP - 4, x.at(1), bottom, "one");
        boolean lower = metric.better() == Metric.Better.LOWER;
        svg.text(x.at(1) - 6, TOP - 9, "mark end", lower ? "← better" : "← worse");
        svg.text(x.at(1) + 6, TOP - 9, "mark", lower ? "worse →" : "better →");
        double y = TOP + row / 2 + 3;
        for (var target : view.targets()) {
            row(svg, target, x, y, width, wide);
            y += row;
        }
        return svg.end();
    }

    private void row(Svg svg, TargetResult target, Scale x, double y, double width, boolean wide) {
        double place = wide ? y : y + 8;
        String name = LinePlot.shortened(target.name(), wide ? 20 : 18);
        if (wide) {
            svg.text(138, y + 4, "name end", name);
        } else {
            svg.text(x.at(x.low()), y - 6, "name", name);
        }
        var found = ScenarioView.metric(target, metric);
        var ratio = found == null ? null : found.ratio();
        String said;
        if (ScenarioView.isUnbounded(target, metric)) {
            said = "unbounded (overload)";
        } else if (ratio == null) {
            said = NumberText.NONE + " (n=" + target.forks().size() + ")";
        } else {
            said = said(ratio);
            draw(svg, target, ratio, x, place);
        }
        if (wide) {
            svg.text(x.at(x.high()) + 14, y + 4, "value", said);
        } else {
            svg.text(width - 12, y - 6, "value end", said);
        }
    }

    private void draw(Svg svg, TargetResult target, RatioResult ratio, Scale x, double y) {
        String colour = Look.cssClass(ratio.verdict());
        if (ratio.verdict() != Verdict.BASELINE) {
            // Lines without length and with round ends are dots.
            var dots = new StringBuilder();
            for (double each : blockRatios(target)) {
                if (each >= x.low() && each <= x.high()) {
                    dots.append('M').append(Svg.number(x.at(each)));
                    dots.append(' ').append(Svg.number(y + 9)).append("h0");
                }
            }
            svg.path(dots.toString(), "fork");
            double low = x.at(Math.max(ratio.low(), x.low()));
            double high = x.at(Math.min(ratio.high(), x.high()));
            svg.path(
                    Svg.segment(low, y, high, y)
                            + end(low, y, ratio.low() < x.low() ? INWARD : 0)
                            + end(high, y, ratio.high() > x.high() ? -INWARD : 0),
                    "interval " + colour);
        }
        double value = Math.clamp(ratio.value(), x.low(), x.high());
        svg.path(Look.shape(ratio.verdict()).path(x.at(value), y, 5), "shape " + colour);
    }

    /// An interval's end: a bar, or a tip where it goes on beyond the axis.
    ///
    /// @param slant of the tip's strokes; 0 for a bar
    private static String end(double x, double y, double slant) {
        return Svg.segment(x + slant, y - 4, x, y) + Svg.segment(x, y, x + slant, y + 4);
    }

    private static String said(RatioResult ratio) {
        return ratio.verdict() == Verdict.BASELINE
                ? "baseline"
                : NumberText.change(ratio.value(), ratio.low(), ratio.high())
                        + " "
                        + Look.word(ratio.verdict());
    }

    private String axisLabel() {
        return "change, logarithmic; shaded: ±" + NumberText.share(view.zone(metric));
    }

    private RatioScale scale(double from, double to, int about) {
        double least = -Math.max(0.06, view.zone(metric) * 2);
        double most = -least;
        for (var target : view.targets()) {
            var found = ScenarioView.metric(target, metric);
            if (found != null
                    && found.ratio() != null
                    && !ScenarioView.isUnbounded(target, metric)) {
                least = Math.min(least, Math.log(found.ratio().low()));
                most = Math.max(most, Math.log(found.ratio().high()));
            }
        }
        // A fifth at least for each side, so that the words beside 1 have room.
        double air = 0.05 * (most - least);
        double low = Math.max(-LARGEST, Math.min(least - air, -most / 4));
        double high = Math.min(LARGEST, Math.max(most + air, -least / 4));
        return new RatioScale(new LogScale(Math.exp(low), Math.exp(high), from, to, about));
    }

    /// The target over the baseline in each block that both have.
    private List<Double> blockRatios(TargetResult target) {
        var ratios = new ArrayList<Double>();
        for (var base : view.targets()) {
            if (view.isBaseline(base)) {
                for (var fork : target.forks()) {
                    base.forks().stream()
                            .filter(other -> other.block() == fork.block())
                            .findFirst()
                            .ifPresent(other -> add(ratios, fork, other));
                }
            }
        }
        return ratios;
    }

    private void add(List<Double> ratios, ForkResult fork, ForkResult base) {
        Double own = fork.figures().get(metric.id());
        Double other = base.figures().get(metric.id());
        if (own != null && other != null && own > 0 && other > 0) {
            ratios.add(own / other);
        }
    }

    Table table() {
        String unit = metric.unit();
        var table =
                new Table(
                        title(),
                        List.of(
                                "target",
                                "median",
                                "interval",
                                "change",
                                "verdict",
                                "p (Holm)",
                                "each fork"));
        for (var target : view.targets()) {
            var found = ScenarioView.metric(target, metric);
            String forks =
                    String.join(
                            ", ",
                            target.forks().stream()
                                    .map(fork ->
                                            NumberText.of(fork.figures().get(metric.id()), unit))
                                    .toList());
            if (found == null) {
                String none = NumberText.NONE + " (n=" + target.forks().size() + ")";
                table.row(target.name(), none, "", "", "", "", forks);
                continue;
            }
            var ratio = found.ratio();
            boolean unbounded = ScenarioView.isUnbounded(target, metric);
            table.row(
                    target.name(),
                    unbounded ? "unbounded (overload)" : NumberText.of(found.median(), unit),
                    unbounded
                            ? ""
                            : NumberText.of(found.low(), unit)
                                    + " to "
                                    + NumberText.of(found.high(), unit),
                    ratio == null || unbounded
                            ? NumberText.NONE
                            : NumberText.change(ratio.value(), ratio.low(), ratio.high()),
                    ratio == null || unbounded ? NumberText.NONE : Look.word(ratio.verdict()),
                    ratio == null || ratio.pValue() == null
                            ? NumberText.NONE
                            : NumberText.plain(ratio.pValue()),
                    forks);
        }
        return table;
    }
}
