package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.Light;
import java.util.ArrayList;
import java.util.List;

/// One validity check in lines: its light as a word, why, and what to do.
final class CheckText {
    private CheckText() {}

    /// @param of whose check it is; empty if that is plain
    static List<String> lines(String id, Check check, String of, Style style) {
        var text = new StringBuilder();
        text.append(check.title());
        if (!of.isEmpty()) {
            text.append(" (").append(of).append(')');
        }
        if (!check.why().isBlank()) {
            text.append(": ").append(check.why());
        }
        var lines = new ArrayList<String>();
        var first = "%-6s%-4s".formatted(word(check.light()), id);
        var indent = " ".repeat(first.length());
        for (var line :
                Paragraph.wrapped(first, indent, style.shown(text.toString()), style.width())) {
            lines.add(style.paint(ink(check.light()), line));
        }
        if (!check.advice().isBlank()) {
            lines.addAll(
                    Paragraph.wrapped(
                            indent + style.sign("\u2192 ", "-> "),
                            indent,
                            style.shown(check.advice()),
                            style.width()));
        }
        return lines;
    }

    static String word(Light light) {
        return switch (light) {
            case GREEN -> "green";
            case NONE -> "none";
            case AMBER -> "amber";
            case RED -> "RED";
        };
    }

    private static Ink ink(Light light) {
        return switch (light) {
            case RED -> Ink.BAD;
            case AMBER -> Ink.WARNING;
            case GREEN, NONE -> Ink.PLAIN;
        };
    }
}
