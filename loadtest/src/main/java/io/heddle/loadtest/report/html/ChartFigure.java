package io.heddle.loadtest.report.html;

import java.util.List;

/// Charts in a page: each with its caption, and one table with all numbers below them.
final class ChartFigure {
    /// The widths in the drawings' own coordinates: for pages, for phones, for one of several side
    /// by side.
    static final double WIDE = 820;

    static final double NARROW = 340;
    static final double PANEL = 500;

    private ChartFigure() {}

    /// One chart.
    static void write(
            Markup markup, String id, Chart chart, String legend, Table numbers, Detail detail) {
        markup.open("figure", "class", "chart", "id", id)
                .element("figcaption", chart.title())
                .markup(legend);
        draw(markup, id, chart, WIDE, detail);
        numbers(markup, numbers);
        markup.close("figure").line();
    }

    /// Several charts of one kind side by side.
    static void panels(
            Markup markup,
            String id,
            String caption,
            List<? extends Chart> charts,
            String legend,
            Table numbers,
            Detail detail) {
        markup.open("figure", "class", "chart", "id", id)
                .element("figcaption", caption)
                .markup(legend)
                .open("div", "class", "panels");
        for (int i = 0; i < charts.size(); i++) {
            markup.open("div", "class", "panel")
                    .element("p", charts.get(i).title(), "class", "panel-title");
            draw(markup, id + "-" + i, charts.get(i), PANEL, detail);
            markup.close("div");
        }
        markup.close("div");
        numbers(markup, numbers);
        markup.close("figure").line();
    }

    /// Draws for wide pages and for phones, or once in a box that scrolls.
    private static void draw(Markup markup, String id, Chart chart, double width, Detail detail) {
        if (detail.phones) {
            markup.markup(chart.draw(id + "-w", width, "plot wide"))
                    .markup(chart.draw(id + "-n", NARROW, "plot narrow"));
        } else {
            markup.open("div", "class", "scroll", "tabindex", "0")
                    .markup(chart.draw(id, width, "plot once"))
                    .close("div");
        }
    }

    private static void numbers(Markup markup, Table numbers) {
        markup.open("details", "class", "numbers").element("summary", "The numbers as a table");
        numbers.write(markup);
        markup.close("details");
    }
}
