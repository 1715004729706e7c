package io.heddle.loadtest.quantity;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A number with a unit, as typed: `250us`, `10k`, `16KiB`.
final class Quantity {
    private static final Pattern SYNTAX =
            Pattern.compile("(-?\\d{1,30}(?:\\.\\d{1,30})?)\\s*([A-Za-zµ%]*)");

    private Quantity() {}

    /// The exact value, in the unit whose factor is 1.
    ///
    /// @throws IllegalArgumentException if `text` is not a number with one of `units`
    static BigDecimal exact(String text, Map<String, BigDecimal> units, String examples) {
        var match = SYNTAX.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, examples));
        }
        var unit = units.get(match.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'%s' has an unknown unit, expected %s".formatted(text, examples));
        }
        return new BigDecimal(match.group(1)).multiply(unit);
    }

    /// The value as a whole number of the unit whose factor is 1.
    ///
    /// @throws IllegalArgumentException if `text` is not a number with one of `units`, is not whole
    ///   in the smallest of them, or exceeds a `long`
    static long parse(String text, Map<String, Long> units, String examples) {
        var factors = new HashMap<String, BigDecimal>();
        units.forEach((unit, factor) -> factors.put(unit, BigDecimal.valueOf(factor)));
        var exact = exact(text, factors, examples);
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(
                    "'%s' is not a whole number, expected %s".formatted(text, examples));
        }
        try {
            return exact.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'%s' is too large".formatted(text), e);
        }
    }
}
