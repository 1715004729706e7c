package io.heddle.loadtest.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// Lines over two scales, with a name at the end of each where there is room.
///
/// @param xLabel what x is, with its unit
/// @param xScale makes the scale between two places
/// @param yText how a mark of y is written
/// @param height of the drawing
record LinePlot(
        String title,
        String description,
        List<Line> lines,
        String xLabel,
        Placed xScale,
        DoubleFunction<String> xText,
        Placed yScale,
        DoubleFunction<String> yText,
        double height)
        implements Chart {
    private static final double LEFT = 58;
    private static final double TOP = 14;
    private static final double BOTTOM = 42;
    private static final double LABEL_GAP = 14;

    /// A line of more points has a shape at some of them only.
    private static final int MOST_SHAPES = 12;

    /// Makes a scale when the place for it is known.
    interface Placed {
        Scale between(double from, double to, int about);
    }

    @Override
    public String draw(String id, double width, String cssClass) {
        boolean named = width > ChartFigure.PANEL;
        double right = width - (named ? 118 : 22);
        double bottom = height - BOTTOM;
        var svg = new Svg(id, width, height, cssClass, title, description);
        var x = xScale.between(LEFT, right, named ? 9 : 5);
        var y = yScale.between(bottom, TOP, 6);
        Axis.left(svg, y, LEFT, right, yText);
        Axis.bottom(svg, x, TOP, bottom, xLabel, xText);
        svg.line(LEFT, bottom, right, bottom, "axis");
        var ends = new ArrayList<End>();
        for (var line : lines) {
            var end = draw(svg, line, x, y);
            if (end != null && !line.name().isEmpty()) {
                ends.add(end);
            }
        }
        if (named) {
            label(svg, ends, right, bottom);
        }
        return svg.end();
    }

    private static @Nullable End draw(Svg svg, Line line, Scale x, Scale y) {
        var commands = new StringBuilder();
        var shapes = new StringBuilder();
        int each = 1 + line.points().size() / MOST_SHAPES;
        double lastX = 0;
        double lastY = Double.NaN;
        for (int i = 0; i < line.points().size(); i++) {
            var point = line.points().get(i);
            double placeX = x.at(point.x());
            if (Double.isInfinite(point.y())) {
                svg.path(
                        Shape.TRIANGLE.path(placeX, TOP / 2, 4.5),
                        "unbounded " + line.style().colour());
                svg.text(placeX - 8, TOP / 2 + 4, "mark end", "unbounded");
                continue;
            }
            lastX = placeX;
            lastY = y.at(point.y());
            if (line.marked() && i % each == each / 2) {
                shapes.append(line.style().shape().path(lastX, lastY, 3.6));
            }
            commands.append(commands.isEmpty() ? 'M' : 'L');
            commands.append(Svg.number(lastX)).append(' ').append(Svg.number(lastY));
        }
        if (!shapes.isEmpty()) {
            svg.path(shapes.toString(), "point " + line.style().colour());
        }
        if (commands.isEmpty()) {
            return null;
        }
        String look =
                (line.dash() == Line.Dash.FAINT ? "curve faint " : "curve ")
                        + line.style().colour();
        switch (line.dash()) {
            case SOLID, FAINT -> svg.path(commands.toString(), look);
            case DASHED -> svg.path(commands.toString(), look, "5 4");
            case OWN -> svg.path(commands.toString(), look, line.style().dashes());
        }
        return new End(line, lastX, lastY);
    }

    private record End(Line line, double x, double y) {}

    /// Names at the right edge, pushed apart where they would overlap.
    private static void label(Svg svg, List<End> ends, double right, double bottom) {
        var sorted = new ArrayList<>(ends);
        sorted.sort(Comparator.comparingDouble(End::y));
        double[] places = new double[sorted.size()];
        double free = TOP;
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.max(free, sorted.get(i).y());
            free = places[i] + LABEL_GAP;
        }
        double limit = bottom;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], limit);
            limit = places[i] - LABEL_GAP;
        }
        for (int i = 0; i < places.length; i++) {
            var end = sorted.get(i);
            String colour = end.line().style().colour();
            svg.line(
                    Math.min(end.x() + 3, right),
                    end.y(),
                    right + 8,
                    places[i],
                    "leader " + colour);
            svg.path(
                    end.line().style().shape().path(right + 13, places[i], 3.2), "point " + colour);
            svg.text(right + 20, places[i] + 4, "name", shortened(end.line().name(), 15));
        }
    }

    /// At most this many characters, with dots where some are left out.
    static String shortened(String name, int most) {
        return name.codePointCount(0, name.length()) <= most
                ? name
                : name.substring(0, name.offsetByCodePoints(0, most - 1)) + "…";
    }
}
