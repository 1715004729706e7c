package io.heddle.loadtest.report.html;

import java.util.ArrayList;
import java.util.List;

/// The numbers of a chart as a table, in a box that scrolls by itself.
final class Table {
    private final String caption;
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param heads the first is the head of the rows' names
    Table(String caption, List<String> heads) {
        this.caption = caption;
        this.heads = List.copyOf(heads);
    }

    /// Adds a row: its name, then a cell for each other head.
    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    Table row(String... cells) {
        return row(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void write(Markup markup) {
        markup.open(
                "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        markup.open("table").element("caption", caption).open("thead").open("tr");
        heads.forEach(head -> markup.element("th", head, "scope", "col"));
        markup.close("tr").close("thead").open("tbody");
        for (var row : rows) {
            markup.open("tr").element("th", row.getFirst(), "scope", "row");
            row.subList(1, row.size()).forEach(cell -> markup.element("td", cell));
            markup.close("tr");
        }
        markup.close("tbody").close("table").close("div").line();
    }
}
