package io.heddle.loadtest.validity;

import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.quantity.Shares;
import io.heddle.loadtest.quantity.Sizes;
import java.util.regex.Pattern;

/// What a gate compares with.
///
/// @param value microseconds, bytes, a rate per second, a count, or a share from 0 to 1
/// @param isShare whether requests are counted as a share of all
/// @param ofTarget whether `value` is a factor of the offered rate
record GateBound(double value, boolean isShare, boolean ofTarget) {
    private static final Pattern OF_TARGET = Pattern.compile("(.+?)\\s*\\*\\s*target");

    static GateBound parse(GateMetric metric, String text) {
        return switch (metric.kind()) {
            case TIME -> plain(positive(text, Durations.parse(text).toNanos()) / 1e3);
            case MICROSECONDS -> plain(number(text));
            case SIZE -> plain(positive(text, Sizes.parse(text)));
            case RATE -> rate(text);
            case REQUESTS -> requests(text);
        };
    }

    private static GateBound plain(double value) {
        return new GateBound(value, false, false);
    }

    private static GateBound rate(String text) {
        var match = OF_TARGET.matcher(text);
        if (match.matches()) {
            return new GateBound(number(match.group(1)), false, true);
        }
        return text.equals("target") ? new GateBound(1, false, true) : plain(Rates.parse(text));
    }

    /// A whole number is a count, all else a share.
    private static GateBound requests(String text) {
        if (text.contains("%") || text.contains(".")) {
            return new GateBound(Shares.parse(text), true, false);
        }
        return plain(positive(text, Counts.parse(text)));
    }

    private static double number(String text) {
        if (!text.matches("\\d{1,15}(\\.\\d{1,15})?")) {
            throw new IllegalArgumentException(
                    "'%s' is not a number such as 40 or 0.99".formatted(text));
        }
        return Double.parseDouble(text);
    }

    private static double positive(String text, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "bound must be at least 0, was '%s'".formatted(text));
        }
        return (double) value;
    }
}
