package io.heddle.loadtest.measure;

import io.heddle.loadtest.quantity.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A planned misfortune: the server's process stands still for a while in mid-window.
///
/// @param at since the window's beginning, zero or later
/// @param length longer than zero
public record Injection(Duration at, Duration length) {
    private static final String FREEZE = "freeze@";

    public Injection {
        if (at.isNegative()) {
            throw new IllegalArgumentException("a freeze cannot begin at " + at);
        }
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a freeze cannot last " + length);
        }
    }

    /// Parses `freeze@10s:1s`, or several separated by commas: at ten seconds, for one.
    ///
    /// @return by their beginnings
    /// @throws IllegalArgumentException if it is written otherwise, or two overlap
    public static List<Injection> parse(String text) {
        var injections = new ArrayList<Injection>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (!part.startsWith(FREEZE) || colon < 0) {
                throw new IllegalArgumentException(
                        "'%s' is no injection: write freeze@WHEN:HOWLONG, as freeze@10s:1s"
                                .formatted(part));
            }
            injections.add(
                    new Injection(
                            Durations.parse(part.substring(FREEZE.length(), colon)),
                            Durations.parse(part.substring(colon + 1))));
        }
        injections.sort((a, b) -> a.at.compareTo(b.at));
        for (int i = 1; i < injections.size(); i++) {
            var previous = injections.get(i - 1);
            if (previous.at.plus(previous.length).compareTo(injections.get(i).at) > 0) {
                throw new IllegalArgumentException("freezes overlap: '%s'".formatted(text));
            }
        }
        return List.copyOf(injections);
    }

    /// In words: `frozen at 10.000 s for 1.000 s`.
    String describe() {
        return String.format(
                Locale.ROOT,
                "frozen at %.3f s for %.3f s",
                at.toNanos() / 1e9,
                length.toNanos() / 1e9);
    }
}
