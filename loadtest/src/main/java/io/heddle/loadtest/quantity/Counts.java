package io.heddle.loadtest.quantity;

import java.util.Map;

/// Counts such as `64`, `10k`, `1m`.
public final class Counts {
    private static final Map<String, Long> FACTORS = Map.of("", 1L, "k", 1_000L, "m", 1_000_000L);

    private Counts() {}

    /// Reads a count.
    ///
    /// @throws IllegalArgumentException if `text` is no such count or exceeds an `int`
    public static int parse(String text) {
        long count = Quantity.parse(text, FACTORS, "a count such as 64, 10k or 1m");
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("'%s' is too large".formatted(text));
        }
        return (int) count;
    }
}
