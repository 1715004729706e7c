package io.heddle.internal.text;

import java.util.ArrayList;
import java.util.List;

/// Rows whose cells stand below one another, two blanks apart. Confined to one thread.
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();

    /// A cell of a row.
    ///
    /// @param label stands on the left; may be empty
    /// @param value stands on the right
    public record Cell(String label, String value) {

        /// A text, on the left.
        public static Cell text(String text) {
            return new Cell(text, "");
        }

        /// What a number is and the number, which stands on the right: `age 12.3 s`.
        public static Cell number(String label, String value) {
            return new Cell(label + " ", value);
        }

        private int length() {
            return label.length() + value.length();
        }

        private String padded(int width) {
            return label + " ".repeat(width - length()) + value;
        }
    }

    /// Adds a row.
    public void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /// The rows as text, without blanks at their ends.
    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<Cell> row, List<Integer> widths) {
        List<String> cells = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            if (widths.get(i) > 0) {
                cells.add(row.get(i).padded(widths.get(i)));
            }
        }
        return String.join(GAP, cells).stripTrailing();
    }
}
