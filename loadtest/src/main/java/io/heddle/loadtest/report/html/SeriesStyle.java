package io.heddle.loadtest.report.html;

/// How one target looks in every chart: a colour, a dash and a shape of its own.
///
/// @param colour the class that sets the colour, `c0` to `c7`
/// @param dashes of its lines, as SVG has them; `0` for none
/// @param shape of its points
record SeriesStyle(String colour, String dashes, Shape shape) {
    private static final String[] DASHES = {
        "0", "8 3", "2 3", "10 3 2 3", "5 2", "1 2", "12 4", "6 2 1 2"
    };
    private static final Shape[] SHAPES = {
        Shape.CIRCLE,
        Shape.SQUARE,
        Shape.TRIANGLE,
        Shape.DIAMOND,
        Shape.DOWN,
        Shape.CROSS,
        Shape.PLUS,
        Shape.BAR
    };

    /// @param index of the target in its comparison, from 0
    static SeriesStyle of(int index) {
        return new SeriesStyle(
                "c" + index % 8,
                DASHES[(index + index / 8) % DASHES.length],
                SHAPES[(index + index / 8) % SHAPES.length]);
    }

    /// A small drawing for legends and tables.
    String swatch() {
        return "<svg class=\"swatch "
                + colour
                + "\" viewBox=\"0 0 28 12\" aria-hidden=\"true\"><path class=\"curve\" d=\"M0 6H28\""
                + " stroke-dasharray=\""
                + dashes
                + "\"/><path class=\"point\" d=\""
                + shape.path(14, 6, 3.6)
                + "\"/></svg>";
    }
}
