package io.heddle.loadtest.cli;

import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.target.TargetSpec;
import java.time.Duration;
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
