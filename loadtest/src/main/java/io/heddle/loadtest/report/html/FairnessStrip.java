package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.Fairness;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;

/// How evenly each server served its connections: the fewest and the most replies that a connection
/// got, over the median, a line for each window.
///
/// @param view the comparison
record FairnessStrip(ScenarioView view) implements Chart {
    private static final double TOP = 8;
    private static final double BOTTOM = 42;

    @Override
    public String title() {
        return "Replies of a connection over the median connection's";
    }

    @Override
    public String description() {
        return "A line from the fewest to the most replies for each window of each target; short"
                + " lines around 1 are fair.";
    }

    @Override
    public String draw(String id, double width, String cssClass) {
        boolean wide = width > 500;
        double left = wide ? 150 : 12;
        double right = width - (wide ? 150 : 12);
        int lines =
                Math.max(
                        1,
                        view.targets().stream().mapToInt(t -> windows(t).size()).max().orElse(1));
        double step = Math.clamp(48.0 / lines, 2.2, 5);
        double row = Math.max(26, lines * step + 8) + (wide ? 0 : 18);
        double bottom = TOP + row * view.targets().size() + 4;
        var svg = new Svg(id, width, bottom + BOTTOM, cssClass, title(), description());
        var x = LinearScale.fromZero(Math.max(1.2, greatest()), left, right, wide ? 7 : 5);
        Axis.bottom(svg, x, TOP, bottom, "replies over the median's", NumberText::plain);
        svg.line(x.at(1), TOP, x.at(1), bottom, "one");
        double y = TOP;
        for (var target : view.targets()) {
            row(svg, target, x, y, row, step, width);
            y += row;
        }
        return svg.end();
    }

    private void row(
            Svg svg,
            TargetResult target,
            Scale x,
            double top,
            double row,
            double step,
            double width) {
        boolean wide = width > 500;
        var windows = windows(target);
        String name = LinePlot.shortened(target.name(), wide ? 20 : 18);
        String said = said(target);
        double middle = top + row / 2 + 4;
        svg.text(wide ? 138 : x.at(0), wide ? middle : top + 13, wide ? "name end" : "name", name);
        svg.text(
                wide ? x.at(x.high()) + 14 : width - 12,
                wide ? middle : top + 13,
                wide ? "value" : "value end",
                said);
        double y =
                top
                        + (wide ? 0 : 18)
                        + (row - (wide ? 0 : 18) - windows.size() * step) / 2
                        + step / 2;
        var strips = new StringBuilder();
        for (var window : windows) {
            var fairness = window.fairness();
            double least = fairness.min() / fairness.median();
            double most = Math.min(x.high(), fairness.max() / fairness.median());
            strips.append(Svg.segment(x.at(least), y, x.at(most), y));
            y += step;
        }
        svg.path(strips.toString(), "strip " + view.style(target).colour());
    }

    private static String said(TargetResult target) {
        var jain =
                ScenarioView.median(
                        windows(target).stream().map(window -> window.fairness().jain()).toList());
        return jain == null ? NumberText.NONE : "Jain " + NumberText.plain(jain);
    }

    private double greatest() {
        return view.targets().stream()
                .flatMap(target -> windows(target).stream())
                .map(WindowResult::fairness)
                .mapToDouble(fairness -> fairness.max() / fairness.median())
                .max()
                .orElse(1.2);
    }

    static List<WindowResult> windows(TargetResult target) {
        var windows = new ArrayList<WindowResult>();
        for (var window : ScenarioView.windows(target)) {
            if (window.fairness().median() > 0) {
                windows.add(window);
            }
        }
        return windows;
    }

    Table table() {
        var table =
                new Table(
                        title() + ", the worst over the forks",
                        List.of(
                                "target and window",
                                "fewest",
                                "median",
                                "most",
                                "Jain",
                                "starved"));
        for (var target : view.targets()) {
            for (var label : view.labels()) {
                row(table, target, label);
            }
        }
        return table;
    }

    private static void row(Table table, TargetResult target, String label) {
        var all = ScenarioView.windows(target, label).stream().map(WindowResult::fairness).toList();
        if (all.isEmpty()) {
            return;
        }
        table.row(
                target.name() + ", " + label,
                NumberText.plain(all.stream().mapToLong(Fairness::min).min().orElse(0)),
                NumberText.of(ScenarioView.median(all.stream().map(Fairness::median).toList()), ""),
                NumberText.plain(all.stream().mapToLong(Fairness::max).max().orElse(0)),
                NumberText.plain(all.stream().mapToDouble(Fairness::jain).min().orElse(0)),
                NumberText.plain(all.stream().mapToLong(Fairness::starved).max().orElse(0)));
    }
}
