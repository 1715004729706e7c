package io.heddle.internal.text;

/// Makes text harmless that may hold bytes of a peer and is to be logged: it stays in its line,
/// moves no cursor, turns no direction of writing, and is not long.
///
/// Control characters, line and paragraph separators, invisible format characters (marks of
/// direction, zero-width ones, the byte order mark), surrogates without their partner, private and
/// unassigned characters become `\r`, `\n`, `\t` or `\` `uXXXX`, a backslash becomes two. So what
/// was there before can be told for sure.
public final class LogText {

    private static final String CUT = "…";

    private LogText() {}

    /// The text, escaped, and cut if it would be longer than the maximum. A cut text ends with `…
    /// (1048576 characters)`, which comes on top of the maximum and says how long it was before it
    /// was escaped. No escape and no surrogate pair is cut in half.
    ///
    /// The time that this takes grows with the maximum and not with the text.
    ///
    /// @param max in characters, that is `char`s, of the escaped text; at least 0
    /// @return the same string if there is nothing to escape and nothing to cut
    public static String escape(String text, int max) {
        int plain = plainChars(text, max);
        if (plain == text.length()) {
            return text;
        }
        var escaped = new StringBuilder(max + 32).append(text, 0, plain);
        for (int i = plain; i < text.length(); ) {
            int point = text.codePointAt(i);
            int before = escaped.length();
            append(escaped, point);
            if (escaped.length() > max) {
                escaped.setLength(before);
                return escaped.append(CUT)
                        .append(" (")
                        .append(text.length())
                        .append(" characters)")
                        .toString();
            }
            i += Character.charCount(point);
        }
        return escaped.toString();
    }

    /// Whether [#escape(String, int)] would return the same.
    public static boolean isPlain(String text, int max) {
        return plainChars(text, max) == text.length();
    }

    /// How many characters from the first on can stay as they are, at most the maximum.
    private static int plainChars(String text, int max) {
        int end = Math.min(text.length(), max);
        for (int i = 0; i < end; ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            if (next > end || !isPlain(point)) {
                return i;
            }
            i = next;
        }
        return end;
    }

    private static boolean isPlain(int point) {
        if (point < 0x7F) {
            return point >= ' ' && point != '\\';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, // without its partner, or it would be part of a pair
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '\r' -> escaped.append("\\r");
            case '\n' -> escaped.append("\\n");
            case '\t' -> escaped.append("\\t");
            case '\\' -> escaped.append("\\\\");
            default -> {
                if (isPlain(point)) {
                    escaped.appendCodePoint(point);
                } else if (Character.isBmpCodePoint(point)) {
                    appendHex(escaped, (char) point);
                } else {
                    appendHex(escaped, Character.highSurrogate(point));
                    appendHex(escaped, Character.lowSurrogate(point));
                }
            }
        }
    }

    /// By hand: a formatter loads a locale's data, for which a process may have no descriptor left.
    private static void appendHex(StringBuilder escaped, char c) {
        escaped.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            escaped.append(Character.toUpperCase(Character.forDigit((c >> shift) & 0xF, 16)));
        }
    }
}
