package io.heddle.loadtest.report.html;

/// A drawing as inline SVG; colours come from the page's style sheet by class.
final class Svg {
    private final Markup markup = new Markup();

    /// @param id unique on the page
    /// @param title what it is, for readers who do not see it
    /// @param description what it shows, in a sentence
    Svg(String id, double width, double height, String cssClass, String title, String description) {
        markup.open(
                        "svg",
                        "class",
                        cssClass,
                        "viewBox",
                        "0 0 " + number(width) + " " + number(height),
                        "role",
                        "img",
                        "aria-labelledby",
                        id + "-t " + id + "-d")
                .element("title", title, "id", id + "-t")
                .element("desc", description, "id", id + "-d");
    }

    /// A coordinate with at most one decimal.
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    /// A straight piece of a path.
    static String segment(double x1, double y1, double x2, double y2) {
        return "M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2);
    }

    Svg line(double x1, double y1, double x2, double y2, String cssClass) {
        return path(segment(x1, y1, x2, y2), cssClass);
    }

    Svg path(String commands, String cssClass) {
        markup.empty("path", "class", cssClass, "d", commands);
        return this;
    }

    /// @param dashes as SVG has them; `0` for none
    Svg path(String commands, String cssClass, String dashes) {
        if (dashes.equals("0")) {
            return path(commands, cssClass);
        }
        markup.empty("path", "class", cssClass, "d", commands, "stroke-dasharray", dashes);
        return this;
    }

    Svg rectangle(double x, double y, double width, double height, String cssClass) {
        markup.empty(
                "rect",
                "class",
                cssClass,
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(Math.max(0, width)),
                "height",
                number(Math.max(0, height)));
        return this;
    }

    /// @param cssClass how it looks and where it is anchored: at its start, but for `middle` and
    ///   `end`
    Svg text(double x, double y, String cssClass, String raw) {
        markup.element("text", raw, "x", number(x), "y", number(y), "class", cssClass);
        return this;
    }

    /// Ends the drawing.
    String end() {
        return markup.close("svg").toString();
    }
}
