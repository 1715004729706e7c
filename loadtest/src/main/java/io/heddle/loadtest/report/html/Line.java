package io.heddle.loadtest.report.html;

import java.util.List;

/// One line of a plot.
///
/// @param name at its end; empty for none
/// @param style the target's
/// @param marked whether points have the target's shape
/// @param points in the order of x
record Line(String name, SeriesStyle style, Dash dash, boolean marked, List<Point> points) {
    Line {
        points = List.copyOf(points);
    }

    /// How a line is broken.
    enum Dash {
        SOLID,
        DASHED,
        /// As the target's style says.
        OWN,
        /// Solid and thin: one of many.
        FAINT
    }

    /// A point; an infinite `y` means that there is no bound, which is drawn as an arrow.
    record Point(double x, double y) {}
}
