package io.heddle.loadtest.report.text;

/// Which characters may reach a terminal.
final class Characters {
    private Characters() {}

    /// Each character takes one column afterwards: control characters, marks that take none and
    /// characters beyond the basic plane become a question mark.
    static String shown(String text, boolean unicode) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> shown.append(shown(character, unicode)));
        return shown.toString();
    }

    private static String shown(int character, boolean unicode) {
        if (character >= ' ' && character < 0x7f) {
            return Character.toString(character);
        }
        if (character == '\t' || character == '\n' || character == '\r' || character == 0xa0) {
            return " ";
        }
        if (unicode && takesOneColumn(character)) {
            return Character.toString(character);
        }
        return switch (character) {
            case '\u2032', '\u2019', '\u2018' -> "'";
            case '\u201c', '\u201d' -> "\"";
            case '\u00b5', '\u03bc' -> "u";
            case '\u00b1' -> "+/-";
            case '\u00b7', '\u2022' -> "-";
            case '\u2013', '\u2014', '\u2212' -> "-";
            case '\u2026' -> "...";
            case '\u00d7' -> "x";
            case '\u2264' -> "<=";
            case '\u2265' -> ">=";
            case '\u2248' -> "~";
            case '\u2192' -> "->";
            default -> "?";
        };
    }

    private static boolean takesOneColumn(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            // Hangul's letters and most from the radicals of CJK on take two columns.
            default -> character < 0x1100 || (character >= 0x1e00 && character < 0x2e80);
        };
    }
}
