package io.heddle.loadtest.quantity;

import io.heddle.loadtest.client.Arrivals.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Rates per second such as `500`, `20k`, `5k/s`, `0.5`, and ramps from one to another such as
/// `1k:20k`.
public final class Rates {
    private static final String EXAMPLES = "a rate such as 500, 20k or 5k/s";
    private static final double LARGEST = 1e9;
    private static final Map<String, BigDecimal> FACTORS =
            Map.of(
                    "", BigDecimal.ONE,
                    "k", BigDecimal.valueOf(1_000),
                    "m", BigDecimal.valueOf(1_000_000));

    private Rates() {}

    /// Reads a rate.
    ///
    /// @return per second, more than 0 and at most 1e9
    /// @throws IllegalArgumentException if `text` is no such rate
    public static double parse(String text) {
        double rate = zeroOrMore(text);
        if (rate == 0) {
            throw new IllegalArgumentException(
                    "rate must be more than 0, was '%s'".formatted(text));
        }
        return rate;
    }

    /// Reads a constant rate or a ramp of this length; one end of a ramp may be 0.
    ///
    /// @throws IllegalArgumentException if `text` is neither
    public static Stage stage(String text, Duration length) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            double rate = parse(text);
            return new Stage(length, rate, rate);
        }
        double from = zeroOrMore(text.substring(0, colon));
        double to = zeroOrMore(text.substring(colon + 1));
        if (from == 0 && to == 0) {
            throw new IllegalArgumentException(
                    "one end of a ramp must be more than 0, was '%s'".formatted(text));
        }
        return new Stage(length, from, to);
    }

    /// As a person reads it: `20,000/s`, and with two digits after the point below ten.
    public static String format(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%,.2f/s" : "%,.0f/s", perSecond);
    }

    private static double zeroOrMore(String text) {
        String stripped = text.strip();
        String number =
                stripped.endsWith("/s") ? stripped.substring(0, stripped.length() - 2) : stripped;
        double rate;
        try {
            rate = Quantity.exact(number, FACTORS, EXAMPLES).doubleValue();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, EXAMPLES), e);
        }
        if (rate < 0 || rate > LARGEST) {
            throw new IllegalArgumentException(
                    "rate must be between 0 and 1,000,000,000 a second, was '%s'".formatted(text));
        }
        return rate;
    }
}
