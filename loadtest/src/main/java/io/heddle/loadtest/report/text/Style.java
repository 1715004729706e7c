package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Verdict;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;

/// How text is shown.
///
/// @param colours whether sequences that change colours may be written
/// @param unicode whether more than ASCII may be written
/// @param width the most columns of a line, at least 40
public record Style(boolean colours, boolean unicode, int width) {
    /// The width of tables where nothing else is known.
    public static final int DEFAULT_WIDTH = 100;

    /// ASCII without colours, as wide as usual.
    public static final Style PLAIN = new Style(false, false, DEFAULT_WIDTH);

    private static final int LEAST_WIDTH = 40;
    private static final String ESCAPE = "\u001b[";

    /// When colours are used.
    public enum Colours {
        /// On a terminal, unless the environment asks for none.
        AUTO,
        ALWAYS,
        NEVER
    }

    public Style {
        if (width < LEAST_WIDTH) {
            throw new IllegalArgumentException(
                    "width must be at least %d, was %d".formatted(LEAST_WIDTH, width));
        }
    }

    /// What suits an output.
    ///
    /// With [Colours#AUTO] a variable `NO_COLOR` that is not empty, and `TERM=dumb`, switch colours
    /// off.
    ///
    /// @param terminal whether the output is a terminal
    /// @param charset in which the output is encoded
    public static Style of(
            Colours wanted, boolean terminal, Map<String, String> environment, Charset charset) {
        boolean colours =
                switch (wanted) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AUTO ->
                            terminal
                                    && environment.getOrDefault("NO_COLOR", "").isEmpty()
                                    && !"dumb".equals(environment.get("TERM"));
                };
        boolean unicode = charset.name().toUpperCase(Locale.ROOT).startsWith("UTF-");
        return new Style(colours, unicode, DEFAULT_WIDTH);
    }

    /// The same with more than ASCII.
    public Style withUnicode() {
        return new Style(colours, true, width);
    }

    /// The same with another width.
    public Style withWidth(int columns) {
        return new Style(colours, unicode, columns);
    }

    /// Text that can be shown: without control characters and, where need be, in ASCII.
    public String shown(String text) {
        return Characters.shown(text, unicode);
    }

    /// One sign or its stand-in.
    String sign(String best, String ascii) {
        return unicode ? best : ascii;
    }

    /// One column for a verdict.
    String sign(Verdict verdict) {
        return switch (verdict) {
            case BASELINE -> " ";
            case BETTER -> sign("\u25b2", "^");
            case WORSE -> sign("\u25bc", "v");
            case EQUIVALENT -> sign("\u2248", "~");
            case INCONCLUSIVE -> "?";
        };
    }

    /// Colours a text that takes no more columns by it.
    public String paint(Ink ink, String text) {
        return colours && ink != Ink.PLAIN && !text.isEmpty()
                ? ESCAPE + ink.code() + "m" + text + ESCAPE + "0m"
                : text;
    }
}
