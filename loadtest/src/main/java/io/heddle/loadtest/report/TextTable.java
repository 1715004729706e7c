package io.heddle.loadtest.report;

import java.util.ArrayList;
import java.util.List;

/// Rows of cells in columns: the first aligned left, the others right.
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /// One string for each line, the header first, then a rule.
    List<String> lines() {
        var widths = widths();
        var lines = new ArrayList<String>();
        for (var row : rows) {
            lines.add(line(row, widths));
        }
        int width = widths.stream().mapToInt(w -> w).sum() + GAP.length() * (widths.size() - 1);
        lines.add(1, "-".repeat(width));
        return lines;
    }

    private List<Integer> widths() {
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return widths;
    }

    private static String line(List<String> row, List<Integer> widths) {
        var cells = new ArrayList<String>();
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(widths.get(column) - row.get(column).length());
            cells.add(column == 0 ? row.get(column) + padding : padding + row.get(column));
        }
        return String.join(GAP, cells).stripTrailing();
    }
}
