package io.heddle.loadtest.quantity;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A number with a unit, as typed: `250us`, `10k`, `16KiB`.
final class Quantity {
    private static final Pattern SYNTAX = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*([A-Za-zµ]*)");

    private Quantity() {}

    /// @throws IllegalArgumentException if `text` is not a number with one of `units`, or exceeds a
    ///   `long`
    static long parse(String text, Map<String, Long> units, String examples) {
        var match = SYNTAX.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, examples));
        }
        Long unit = units.get(match.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'%s' has an unknown unit, expected %s".formatted(text, examples));
        }
        try {
            return new BigDecimal(match.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'%s' is too large".formatted(text), e);
        }
    }
}
