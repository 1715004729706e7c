package io.heddle.loadtest.selftest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that was expected, and what was found.
///
/// @param what such as `response p99`
/// @param expected the true value; null where there is only a bound, or nothing is expected
/// @param bound how far from the truth `found` may be, or how large it may be if there is no true
///   value; null if it is not judged
/// @param unit of the three values; may be empty
/// @param note words beside the numbers; may be empty
public record Reading(
        String what,
        @Nullable Double expected,
        double found,
        @Nullable Double bound,
        String unit,
        Outcome outcome,
        String note) {
    private static final String MILLIS = "ms";

    /// A time that must be near the true one, in milliseconds.
    static Reading near(String what, double expected, double found, double tolerance) {
        boolean held = Math.abs(found - expected) <= tolerance;
        return new Reading(what, expected, found, tolerance, MILLIS, judged(held), "");
    }

    /// A value that must not be larger than its bound.
    static Reading atMost(String what, double found, double bound, String unit) {
        return new Reading(what, null, found, bound, unit, judged(found <= bound), "");
    }

    /// Something that must be exactly so many.
    static Reading exactly(String what, double expected, double found, String unit) {
        return new Reading(what, expected, found, 0.0, unit, judged(found == expected), "");
    }

    /// A value for information.
    static Reading shown(String what, double found, String unit, String note) {
        return new Reading(what, null, found, null, unit, Outcome.SHOWN, note);
    }

    /// A fact that must be true.
    static Reading fact(String what, boolean held, String note) {
        return new Reading(what, 1.0, held ? 1 : 0, 0.0, "", judged(held), note);
    }

    /// The same value, told but not judged.
    Reading notJudged(String reason) {
        return new Reading(what, expected, found, bound, unit, Outcome.NOT_APPLICABLE, reason);
    }

    private static Outcome judged(boolean held) {
        return held ? Outcome.HELD : Outcome.BROKEN;
    }

    /// In words, such as `response p99 0.912 ms, expected 0.900 ms +- 0.027 ms`.
    String describe() {
        var text = new StringBuilder(what);
        if (unit.isEmpty() && expected != null) {
            text.append(found == expected ? ": yes" : ": NO");
        } else {
            text.append(' ').append(number(found));
        }
        if (!unit.isEmpty() && expected != null) {
            text.append(", expected ").append(number(expected));
            if (bound != null && bound > 0) {
                text.append(" within ").append(number(bound));
            }
        } else if (expected == null && bound != null) {
            text.append(", bound ").append(number(bound));
        }
        return note.isEmpty() ? text.toString() : text.append("; ").append(note).toString();
    }

    private String number(double value) {
        var digits = value == Math.rint(value) ? "%,.0f" : value < 10 ? "%,.3f" : "%,.1f";
        var text = String.format(Locale.ROOT, digits, value);
        return unit.isEmpty() ? text : text + " " + unit;
    }
}
