package io.heddle.loadtest.report.html;

import java.util.function.DoubleFunction;

/// Marks, grid and label of a scale.
final class Axis {
    /// About half the width of a mark's character.
    private static final double HALF_CHARACTER = 3.4;

    private Axis() {}

    /// An axis below a plot.
    ///
    /// @param top of the grid's lines
    static void bottom(
            Svg svg,
            Scale scale,
            double top,
            double bottom,
            String label,
            DoubleFunction<String> text) {
        var grid = new StringBuilder();
        double last = Double.NEGATIVE_INFINITY;
        for (double mark : scale.marks()) {
            double x = scale.at(mark);
            grid.append(Svg.segment(x, top, x, bottom));
            String written = text.apply(mark);
            double half = written.length() * HALF_CHARACTER;
            if (x - half > last + 4) {
                svg.text(x, bottom + 15, "mark middle", written);
                last = x + half;
            }
        }
        svg.path(grid.toString(), "grid");
        double middle = (scale.at(scale.low()) + scale.at(scale.high())) / 2;
        svg.text(middle, bottom + 32, "mark middle", label);
    }

    /// An axis left of a plot.
    ///
    /// @param right of the grid's lines
    static void left(Svg svg, Scale scale, double left, double right, DoubleFunction<String> text) {
        var grid = new StringBuilder();
        for (double mark : scale.marks()) {
            double y = scale.at(mark);
            grid.append(Svg.segment(left, y, right, y));
            svg.text(left - 5, y + 4, "mark end", text.apply(mark));
        }
        svg.path(grid.toString(), "grid");
    }
}
