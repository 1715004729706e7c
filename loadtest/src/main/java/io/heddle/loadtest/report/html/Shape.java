package io.heddle.loadtest.report.html;

/// The form of a point, so that colour is never the only difference.
enum Shape {
    CIRCLE,
    SQUARE,
    DIAMOND,
    TRIANGLE,
    DOWN,
    CROSS,
    PLUS,
    BAR;

    /// The shape's outline around a place.
    String path(double x, double y, double size) {
        return switch (this) {
            case CIRCLE -> at(x - size, y) + arc(size, 2 * size) + arc(size, -2 * size) + "Z";
            case SQUARE ->
                    at(x - size * 0.9, y - size * 0.9)
                            + right(size * 1.8)
                            + down(size * 1.8)
                            + right(-size * 1.8)
                            + "Z";
            case DIAMOND ->
                    at(x, y - size * 1.25)
                            + by(size * 1.25, size * 1.25)
                            + by(-size * 1.25, size * 1.25)
                            + by(-size * 1.25, -size * 1.25)
                            + "Z";
            case TRIANGLE ->
                    at(x, y - size * 1.2) + by(size * 1.2, size * 2) + right(-size * 2.4) + "Z";
            case DOWN ->
                    at(x, y + size * 1.2) + by(size * 1.2, -size * 2) + right(-size * 2.4) + "Z";
            case CROSS ->
                    at(x - size, y - size)
                            + by(size * 2, size * 2)
                            + at(x + size, y - size)
                            + by(-size * 2, size * 2);
            case PLUS ->
                    at(x - size * 1.2, y)
                            + right(size * 2.4)
                            + at(x, y - size * 1.2)
                            + down(size * 2.4);
            case BAR ->
                    at(x - size * 0.4, y - size * 1.4)
                            + right(size * 0.8)
                            + down(size * 2.8)
                            + right(-size * 0.8)
                            + "Z";
        };
    }

    private static String at(double x, double y) {
        return "M" + Svg.number(x) + " " + Svg.number(y);
    }

    private static String by(double x, double y) {
        return "l" + Svg.number(x) + " " + Svg.number(y);
    }

    private static String right(double x) {
        return "h" + Svg.number(x);
    }

    private static String down(double y) {
        return "v" + Svg.number(y);
    }

    private static String arc(double radius, double across) {
        String r = Svg.number(radius);
        return "a" + r + " " + r + " 0 1 0 " + Svg.number(across) + " 0";
    }
}
