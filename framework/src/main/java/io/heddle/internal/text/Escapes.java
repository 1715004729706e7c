package io.heddle.internal.text;

/// Makes text that somebody else has chosen fit to be shown: what moves the cursor, ends the line,
/// turns the direction of writing or cannot be seen is printed as `\u001b`, and a backslash as two.
public final class Escapes {

    private Escapes() {}

    /// The text for people.
    public static String readable(String text) {
        return escaped(text, false);
    }

    /// The text as a JSON string, with its quotes ([RFC 8259
    /// §7](https://www.rfc-editor.org/rfc/rfc8259#section-7)).
    static String json(String text) {
        return '"' + escaped(text, true) + '"';
    }

    private static String escaped(String text, boolean quotes) {
        var escaped = new StringBuilder(text.length() + 2);
        text.codePoints()
                .forEach(character -> {
                    if (character == '\\' || (quotes && character == '"')) {
                        escaped.append('\\').appendCodePoint(character);
                    } else if (isVisible(character)) {
                        escaped.appendCodePoint(character);
                    } else {
                        appendUnits(escaped, character);
                    }
                });
        return escaped.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static void appendUnits(StringBuilder escaped, int character) {
        for (char unit : Character.toChars(character)) {
            String hex = Integer.toHexString(unit);
            escaped.append("\\u").repeat('0', 4 - hex.length()).append(hex);
        }
    }
}
