package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ServerUse;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a request costs each server in one kind of window: processor time in user mode and in the
/// kernel, and context switches.
///
/// @param view the comparison
/// @param label of the windows
/// @param switches whether context switches are drawn rather than processor time
record CostBars(ScenarioView view, String label, boolean switches) implements Chart {
    private static final double TOP = 8;
    private static final double BOTTOM = 42;

    @Override
    public String title() {
        return (switches ? "Context switches" : "Processor time") + " per request: " + label;
    }

    @Override
    public String description() {
        return switches
                ? "A bar for each target: context switches over replies, median of its forks."
                : "A bar for each target: microseconds in user mode, then in the kernel, median of its"
                        + " forks.";
    }

    @Override
    public String draw(String id, double width, String cssClass) {
        boolean wide = width > 500;
        double left = wide ? 150 : 12;
        double right = width - (wide ? 150 : 12);
        double row = wide ? 28 : 42;
        double bottom = TOP + row * view.targets().size() + 4;
        double greatest =
                view.targets().stream().mapToDouble(target -> total(target)).max().orElse(1);
        var svg = new Svg(id, width, bottom + BOTTOM, cssClass, title(), description());
        var x = LinearScale.fromZero(greatest, left, right, wide ? 7 : 5);
        Axis.bottom(
                svg,
                x,
                TOP,
                bottom,
                switches ? "context switches per request" : "µs of processor time per request",
                NumberText::plain);
        double y = TOP + row / 2 + 2;
        for (var target : view.targets()) {
            row(svg, target, x, y, width, wide);
            y += row;
        }
        svg.line(left, TOP, left, bottom, "axis");
        return svg.end();
    }

    private void row(Svg svg, TargetResult target, Scale x, double y, double width, boolean wide) {
        double place = wide ? y : y + 9;
        double start = x.at(0);
        String name = LinePlot.shortened(target.name(), wide ? 20 : 18);
        svg.text(wide ? 138 : start, wide ? y + 4 : y - 5, wide ? "name end" : "name", name);
        double total = total(target);
        String said = total > 0 ? said(target) : NumberText.NONE;
        if (total > 0 && switches) {
            svg.rectangle(start, place - 8, x.at(total) - start, 16, "bar other");
        } else if (total > 0) {
            double user = number(user(target));
            svg.rectangle(start, place - 8, x.at(user) - start, 16, "bar user");
            svg.rectangle(x.at(user), place - 8, x.at(total) - x.at(user), 16, "bar system");
        }
        if (wide) {
            svg.text(x.at(Math.max(0, total)) + 8, y + 4, "value", said);
        } else {
            svg.text(width - 12, y - 5, "value end", said);
        }
    }

    private String said(TargetResult target) {
        return switches
                ? NumberText.measured(total(target))
                : NumberText.measured(number(user(target)))
                        + " + "
                        + NumberText.measured(number(system(target)))
                        + " µs";
    }

    private double total(TargetResult target) {
        return switches ? number(switches(target)) : number(user(target)) + number(system(target));
    }

    private static double number(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private @Nullable Double user(TargetResult target) {
        return perRequest(target, used -> used.cpuUserS() * 1e6);
    }

    private @Nullable Double system(TargetResult target) {
        return perRequest(target, used -> used.cpuSystemS() * 1e6);
    }

    private @Nullable Double switches(TargetResult target) {
        return perRequest(
                target,
                used -> used.contextSwitches() == null ? Double.NaN : used.contextSwitches());
    }

    private @Nullable Double perRequest(TargetResult target, ToDoubleFunction<ServerUse> cost) {
        return ScenarioView.median(
                ScenarioView.windows(target, label).stream()
                        .map(window -> perRequest(window, cost))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static @Nullable Double perRequest(
            WindowResult window, ToDoubleFunction<ServerUse> cost) {
        var server = window.server();
        if (server == null || window.requests() == 0) {
            return null;
        }
        double each = cost.applyAsDouble(server) / window.requests();
        return Double.isFinite(each) ? each : null;
    }

    /// Whether any target has something to draw.
    boolean hasData() {
        return view.targets().stream().anyMatch(target -> total(target) > 0);
    }

    Table table() {
        var heads =
                switches
                        ? List.of("target", "context switches per request", "n")
                        : List.of("target", "user", "kernel", "together", "n");
        var table = new Table(title(), heads);
        for (var target : view.targets()) {
            var cells = new ArrayList<>(List.of(target.name()));
            if (switches) {
                cells.add(NumberText.of(switches(target), ""));
            } else {
                cells.add(NumberText.of(user(target), "us"));
                cells.add(NumberText.of(system(target), "us"));
                cells.add(total(target) > 0 ? NumberText.time(total(target)) : NumberText.NONE);
            }
            cells.add(String.valueOf(ScenarioView.windows(target, label).size()));
            table.row(cells);
        }
        return table;
    }
}
