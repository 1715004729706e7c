package io.heddle.loadtest.report.text;

import java.util.ArrayList;
import java.util.List;

/// Rows under a head. What is too wide goes on in a further table; the first column, names, stands
/// in each, and the last, validity, in the first.
final class Table {
    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<Cell>> rows = new ArrayList<>();

    /// A text and what it says.
    record Cell(String text, Ink ink) {
        static Cell of(String text) {
            return new Cell(text, Ink.PLAIN);
        }
    }

    /// @param head at least two; the first column is aligned to the left
    Table(List<String> head) {
        this.head = List.copyOf(head);
    }

    void add(List<Cell> row) {
        if (row.size() != head.size()) {
            throw new IllegalArgumentException(
                    "a row must have %d cells, had %d".formatted(head.size(), row.size()));
        }
        rows.add(List.copyOf(row));
    }

    List<String> lines(Style style) {
        var widths = new int[head.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = cut(style, column, head.get(column)).length();
            for (var row : rows) {
                int length = cut(style, column, row.get(column).text()).length();
                widths[column] = Math.max(widths[column], length);
            }
        }
        var lines = new ArrayList<String>();
        int last = widths.length - 1;
        int next = 1;
        do {
            if (next > 1) {
                lines.add("");
            }
            int first = next;
            int used = widths[0] + (first == 1 ? GAP.length() + widths[last] : 0);
            while (next < last
                    && (next == first || used + GAP.length() + widths[next] <= style.width())) {
                used += GAP.length() + widths[next];
                next++;
            }
            part(style, widths, first, next, lines);
        } while (next < last);
        return lines;
    }

    private void part(Style style, int[] widths, int from, int to, List<String> lines) {
        var titles = head.stream().map(title -> new Cell(title, Ink.STRONG)).toList();
        lines.add(line(style, widths, from, to, titles));
        for (var row : rows) {
            lines.add(line(style, widths, from, to, row));
        }
    }

    private String line(Style style, int[] widths, int from, int to, List<Cell> cells) {
        var line = new StringBuilder(cell(style, widths, 0, cells.getFirst()));
        for (int column = from; column < to; column++) {
            line.append(GAP).append(cell(style, widths, column, cells.get(column)));
        }
        int last = cells.size() - 1;
        if (from == 1) {
            line.append(GAP).append(cell(style, widths, last, cells.get(last)));
        }
        return line.toString().stripTrailing();
    }

    private String cell(Style style, int[] widths, int column, Cell cell) {
        var text = cut(style, column, cell.text());
        var padding = " ".repeat(widths[column] - text.length());
        var painted = style.paint(cell.ink(), text);
        return column == 0 ? painted + padding : padding + painted;
    }

    private String cut(Style style, int column, String text) {
        int room =
                column == 0 || column == head.size() - 1
                        ? style.width() / 4
                        : style.width() / 2 - 6;
        var shown = style.shown(text);
        var dots = style.sign("\u2026", "..");
        return shown.length() <= room ? shown : shown.substring(0, room - dots.length()) + dots;
    }
}
