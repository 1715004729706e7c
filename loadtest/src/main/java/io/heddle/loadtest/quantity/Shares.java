package io.heddle.loadtest.quantity;

import java.math.BigDecimal;
import java.util.Map;

/// Shares of a whole such as `5%` or `0.05`.
public final class Shares {
    private static final String EXAMPLES = "a share such as 5% or 0.05";
    private static final Map<String, BigDecimal> FACTORS =
            Map.of("", BigDecimal.ONE, "%", new BigDecimal("0.01"));

    private Shares() {}

    /// Reads a share.
    ///
    /// @return 0 to 1
    /// @throws IllegalArgumentException if `text` is no such share
    public static double parse(String text) {
        var share = Quantity.exact(text, FACTORS, EXAMPLES);
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "share must be between 0%% and 100%%, was '%s'".formatted(text));
        }
        return share.doubleValue();
    }

    /// In percent, with as few digits as are exact: `5%`, `0.1%`.
    public static String format(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString()
                + "%";
    }
}
