package io.heddle.internal.text;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes JSON, indented by two blanks ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)). It is
/// the caller who sees to it that members are written inside of objects, and with distinct names.
///
/// Confined to one thread.
public final class JsonWriter {

    private static final int LONGEST_ESCAPE = 6; // \\ uXXXX

    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean isFirst = true; // in its object or array

    /// Writes an object, as a whole text or as an element.
    ///
    /// @param members writes them
    public void object(Runnable members) {
        within('{', members, '}');
    }

    /// Writes a member that is an object.
    ///
    /// @param members writes those of the object
    public void object(String name, Runnable members) {
        name(name);
        object(members);
    }

    /// Writes a member that is an array.
    ///
    /// @param element writes one
    public <T> void array(String name, List<T> elements, Consumer<T> element) {
        name(name);
        within(
                '[',
                () -> {
                    for (T each : elements) {
                        nextLine();
                        element.accept(each);
                    }
                },
                ']');
    }

    /// Writes a member.
    ///
    /// @param value null is written as `null`
    public void member(String name, @Nullable String value) {
        name(name);
        text.append(value == null ? "null" : quoted(value));
    }

    /// Writes a member.
    ///
    /// @param value null is written as `null`
    public void member(String name, @Nullable Long value) {
        name(name);
        text.append(value);
    }

    /// Writes a member.
    public void member(String name, boolean value) {
        name(name);
        text.append(value);
    }

    private void name(String name) {
        nextLine();
        text.append(quoted(name)).append(": ");
    }

    private void within(char begin, Runnable content, char end) {
        text.append(begin);
        depth++;
        isFirst = true;
        content.run();
        depth--;
        if (!isFirst) {
            newLine();
        }
        text.append(end);
        isFirst = false;
    }

    private void nextLine() {
        if (!isFirst) {
            text.append(',');
        }
        isFirst = false;
        newLine();
    }

    private void newLine() {
        text.append('\n').repeat("  ", depth);
    }

    /// What was written.
    @Override
    public String toString() {
        return text.toString();
    }

    /// A JSON string ([RFC 8259 §7](https://www.rfc-editor.org/rfc/rfc8259#section-7)): what
    /// [LogText] makes of a text is one, but for its quotes.
    private static String quoted(String text) {
        int most = LONGEST_ESCAPE * text.length();
        return '"' + LogText.escape(text, most).replace("\"", "\\\"") + '"';
    }
}
