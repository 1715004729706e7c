package io.heddle.loadtest.cli;

import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.target.TargetSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Checks that option values lie within their bounds; a violation names option, bound and value.
final class Bounds {
    private final CommandLine command;

    Bounds(CommandLine command) {
        this.command = command;
    }

    void between(String option, long value, long least, long most, String unit) {
        if (value < least || value > most) {
            throw violation(
                    "%s must be between %,d and %,d%s, was %d"
                            .formatted(option, least, most, unit, value));
        }
    }

    void between(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw violation(
                    "%s must be between %s and %s, was %s"
                            .formatted(
                                    option,
                                    Durations.format(least),
                                    Durations.format(most),
                                    Durations.format(value)));
        }
    }

    void between(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw violation(
                    String.format(
                            Locale.ROOT,
                            "%s must be between %,.3f and %,.0f, was %s",
                            option,
                            least,
                            most,
                            value));
        }
    }

    /// Reads an option's value; what cannot be read names the option.
    <T> T parsed(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw violation("%s: %s".formatted(option, e.getMessage()));
        }
    }

    /// Makes something out of what was read; what cannot be made is a usage error.
    <T> T checked(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw violation(String.valueOf(e.getMessage()));
        }
    }

    /// Reads a target; picocli's own conversion would call an unknown one an unmatched argument.
    TargetSpec target(String text) {
        try {
            return TargetSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw violation(String.valueOf(e.getMessage()));
        }
    }

    ParameterException violation(String message) {
        return new ParameterException(command, message);
    }
}
