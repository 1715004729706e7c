package io.heddle.loadtest.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Breaks text into lines.
final class Paragraph {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Paragraph() {}

    /// Breaks at spaces; a word that is longer than a line is cut.
    ///
    /// @param first begins the first line
    /// @param rest begins the others
    static List<String> wrapped(String first, String rest, String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(first);
        int start = first.length();
        for (var word : SPACES.splitAsStream(text.strip()).toList()) {
            int space = line.length() > start ? 1 : 0;
            if (line.length() + space + word.length() > width && line.length() > start) {
                lines.add(line.toString());
                line = new StringBuilder(rest);
                start = rest.length();
                space = 0;
            }
            var tail = word;
            while (line.length() + space + tail.length() > width) {
                int room = width - line.length() - space;
                lines.add(line + tail.substring(0, room));
                tail = tail.substring(room);
                line = new StringBuilder(rest);
                start = rest.length();
                space = 0;
            }
            line.append(space == 1 ? " " : "").append(tail);
        }
        lines.add(line.toString());
        return lines;
    }
}
