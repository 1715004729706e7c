package io.heddle.loadtest.quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Counts such as `64`, `10k`, `1m`, and lists of them such as `1k+5k+10k`.
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

    /// Reads a list of counts, joined by `+`, or by commas within brackets: `[1k,5k,10k]`.
    ///
    /// @return at least one, in the order in which they were typed
    /// @throws IllegalArgumentException if `text` is no such list
    public static List<Integer> list(String text) {
        String stripped = text.strip();
        boolean bracketed = stripped.startsWith("[") && stripped.endsWith("]");
        String inner = bracketed ? stripped.substring(1, stripped.length() - 1) : stripped;
        var counts = new ArrayList<Integer>();
        for (String count : inner.split(bracketed ? "[,+]" : "\\+", -1)) {
            counts.add(parse(count));
        }
        return counts;
    }
}
