package io.heddle.internal.text;

import java.util.ArrayList;
import java.util.List;

/// Lines that hang below one another, drawn with lines:
///
/// ```text
/// server
/// ├─ one
/// │  └─ below one
/// └─ two
/// ```
///
/// Confined to one thread.
public final class TextTree {

    private final String text;
    private final List<TextTree> children = new ArrayList<>();

    /// @param text one line
    public TextTree(String text) {
        this.text = text;
    }

    /// Hangs a line below this one, as the last.
    ///
    /// @param text one line
    /// @return the new one
    public TextTree add(String text) {
        var child = new TextTree(text);
        children.add(child);
        return child;
    }

    /// Hangs a table below this one.
    ///
    /// @return the lines, in the order of the rows
    public List<TextTree> add(TextTable table) {
        return table.lines().stream().map(this::add).toList();
    }

    /// All lines, each ended by `\n`.
    @Override
    public String toString() {
        var all = new StringBuilder();
        print(all, "", "");
        return all.toString();
    }

    /// @param first what stands before the line
    /// @param rest what stands before the lines below it
    private void print(StringBuilder all, String first, String rest) {
        all.append(first).append(text).append('\n');
        for (int i = 0; i < children.size(); i++) {
            boolean isLast = i == children.size() - 1;
            children.get(i)
                    .print(all, rest + (isLast ? "└─ " : "├─ "), rest + (isLast ? "   " : "│  "));
        }
    }
}
