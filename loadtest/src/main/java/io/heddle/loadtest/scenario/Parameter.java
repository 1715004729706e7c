package io.heddle.loadtest.scenario;

import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.quantity.Shares;
import io.heddle.loadtest.quantity.Sizes;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a user may set of a scenario.
///
/// @param defaultText its value when none is set, as typed
/// @param summary in a few words, with its bounds
/// @param least the smallest value, as typed, inclusive
/// @param most the largest value, as typed, inclusive
/// @param unit of which it is a whole multiple, as typed; null if it need not be one
public record Parameter(
        String name,
        Kind kind,
        String defaultText,
        String summary,
        String least,
        String most,
        @Nullable String unit) {

    /// How a value is written.
    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    public enum Kind {
        /// `64`, `10k`.
        COUNT("0", "10m", Counts::parse),
        /// `64B`, `16KiB`.
        SIZE("1B", "1GiB", text -> (double) Sizes.parse(text)),
        /// `20ms`, `10s`.
        DURATION("0s", "1h", text -> (double) Durations.parse(text).toNanos()),
        /// `20k`, `5k/s`.
        RATE("0.001", "10m", Rates::parse),
        /// `5%`, `0.05`.
        SHARE("0%", "100%", Shares::parse),
        /// `1k,5k,10k` within brackets or joined by `+`: `1k+5k+10k`.
        COUNTS("1", "10m", Counts::parse);

        private final String least;
        private final String most;
        private final ToDoubleFunction<String> value;

        Kind(String least, String most, ToDoubleFunction<String> value) {
            this.least = least;
            this.most = most;
            this.value = value;
        }
    }

    /// A parameter that has no bounds but those of its kind: a count is at most 10m, a size 1B to
    /// 1GiB, a duration at most 1h, a rate at most 10m, a share 0% to 100%, each of several counts
    /// 1 to 10m.
    public Parameter(String name, Kind kind, String defaultText, String summary) {
        this(name, kind, defaultText, summary, kind.least, kind.most, null);
    }

    /// The same with its own bounds, inclusive, as typed.
    public Parameter between(String least, String most) {
        return new Parameter(name, kind, defaultText, summary, least, most, unit);
    }

    /// The same, but only whole multiples of a unit, as typed: `1KiB`.
    public Parameter inWhole(String unit) {
        return new Parameter(name, kind, defaultText, summary, least, most, unit);
    }

    /// Checks a value of it.
    ///
    /// @throws IllegalArgumentException if `text` is no value of this kind or outside the bounds;
    ///   the message names the parameter, what is expected, and the value
    public void check(String text) {
        try {
            if (kind == Kind.COUNTS) {
                Counts.list(text).forEach(count -> requireWithin(text, count));
            } else {
                requireWithin(text, kind.value.applyAsDouble(text));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "parameter '%s' must be between %s and %s: %s"
                            .formatted(name, least, most, e.getMessage()),
                    e);
        }
    }

    private void requireWithin(String text, double value) {
        if (value < kind.value.applyAsDouble(least) || value > kind.value.applyAsDouble(most)) {
            throw new IllegalArgumentException("was '%s'".formatted(text));
        }
        if (unit != null && value % kind.value.applyAsDouble(unit) != 0) {
            throw new IllegalArgumentException(
                    "and a whole multiple of %s, was '%s'".formatted(unit, text));
        }
    }
}
