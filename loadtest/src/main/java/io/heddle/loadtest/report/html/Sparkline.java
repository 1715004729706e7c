package io.heddle.loadtest.report.html;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A line as high as a word, for a table's cell.
final class Sparkline {
    private static final double WIDTH = 96;
    private static final double HEIGHT = 24;

    private Sparkline() {}

    /// @param values null where the line is broken
    /// @param greatest at the upper edge, so that cells of one row can be compared
    static String draw(List<@Nullable Double> values, double greatest) {
        var commands = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value == null) {
                pen = false;
                continue;
            }
            commands.append(pen ? 'L' : 'M');
            commands.append(Math.round(1 + (WIDTH - 2) * i / Math.max(1, values.size() - 1)));
            commands.append(' ');
            commands.append(
                    Math.round(HEIGHT - 2 - (HEIGHT - 4) * (greatest > 0 ? value / greatest : 0)));
            pen = true;
        }
        return "<svg class=\"spark\" viewBox=\"0 0 96 24\" aria-hidden=\"true\"><path d=\""
                + commands
                + "\"/></svg>";
    }

    /// The least and the greatest value in words; `n/a` if there is none.
    static String range(List<@Nullable Double> values, String unit) {
        var found = values.stream().filter(Objects::nonNull).sorted().toList();
        if (found.isEmpty()) {
            return NumberText.NONE;
        }
        return NumberText.of(found.getFirst(), unit) + " – " + NumberText.of(found.getLast(), unit);
    }
}
