package io.heddle.loadtest.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A self-test for people.
public final class SelftestText {
    private SelftestText() {}

    /// What one part found: a line for itself and one for each reading.
    public static List<String> lines(PartResult part) {
        var lines = new ArrayList<String>();
        var reason = part.reason().isEmpty() ? "" : ": " + part.reason();
        var attempts = part.attempts() == 1 ? "" : ", at the second attempt";
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-14s  %s (%s; %.1f s%s)%s",
                        word(part.outcome()),
                        part.name(),
                        part.proves(),
                        part.seconds(),
                        attempts,
                        reason));
        for (var reading : part.readings()) {
            var mark = reading.outcome() == Outcome.BROKEN ? "BROKEN" : "";
            lines.add(String.format(Locale.ROOT, "%14s    %s", mark, reading.describe()));
        }
        return lines;
    }

    /// All in one line.
    public static String summary(List<PartResult> parts) {
        var broken =
                parts.stream()
                        .filter(part -> part.outcome() == Outcome.BROKEN)
                        .map(PartResult::name)
                        .toList();
        long unjudged =
                parts.stream().filter(part -> part.outcome() == Outcome.NOT_APPLICABLE).count();
        var rest = unjudged == 0 ? "" : "; %d could not be judged here".formatted(unjudged);
        return broken.isEmpty()
                ? "the clock is right: all parts hold" + rest
                : "BROKEN: " + String.join(", ", broken) + rest;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case HELD -> "held";
            case BROKEN -> "BROKEN";
            case NOT_APPLICABLE -> "not applicable";
            case SHOWN -> "shown";
        };
    }
}
