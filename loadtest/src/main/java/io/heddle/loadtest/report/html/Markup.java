package io.heddle.loadtest.report.html;

/// HTML or SVG text that grows; whatever is not markup is escaped on its way in.
final class Markup {
    private final StringBuilder text = new StringBuilder();

    /// Text in which no character can end an element, an attribute or the reading direction.
    static String escape(String raw) {
        var escaped = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(character -> escape(escaped, character));
        return escaped.toString();
    }

    private static void escape(StringBuilder escaped, int character) {
        switch (character) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.appendCodePoint(isHarmless(character) ? character : 0xFFFD);
        }
    }

    private static boolean isHarmless(int character) {
        boolean control =
                Character.isISOControl(character) && character != '\n' && character != '\t';
        boolean turnsDirection =
                (character >= 0x202A && character <= 0x202E)
                        || (character >= 0x2066 && character <= 0x2069);
        boolean loneSurrogate = character >= 0xD800 && character <= 0xDFFF;
        return !control && !turnsDirection && !loneSurrogate && (character & 0xFFFE) != 0xFFFE;
    }

    /// Begins an element.
    ///
    /// @param attributes names and values in turn
    Markup open(String tag, String... attributes) {
        text.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            text.append(escape(attributes[i + 1])).append('"');
        }
        text.append('>');
        return this;
    }

    /// An element that holds nothing, in SVG only: HTML would leave it open.
    Markup empty(String tag, String... attributes) {
        open(tag, attributes);
        text.setLength(text.length() - 1);
        text.append("/>");
        return this;
    }

    Markup close(String tag) {
        text.append("</").append(tag).append('>');
        return this;
    }

    Markup text(String raw) {
        text.append(escape(raw));
        return this;
    }

    /// Adds what is markup already.
    Markup markup(String trusted) {
        text.append(trusted);
        return this;
    }

    Markup line() {
        text.append('\n');
        return this;
    }

    /// A whole element with nothing but text in it.
    Markup element(String tag, String raw, String... attributes) {
        return open(tag, attributes).text(raw).close(tag);
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
