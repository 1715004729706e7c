package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.Ratio;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as the table shows them; what was not measured is a dash.
final class Figures {
    static final String ABSENT = "-";
    private static final double MICROS_SHOWN_AS_MILLIS = 1000;

    private Figures() {}

    static String whole(@Nullable Double value) {
        return value == null ? ABSENT : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String twoDecimals(@Nullable Double value) {
        return value == null ? ABSENT : String.format(Locale.ROOT, "%,.2f", value);
    }

    /// A latency: `412 us`, `1.37 ms`.
    static String latency(@Nullable Double micros) {
        if (micros == null) {
            return "n/a";
        }
        return micros < MICROS_SHOWN_AS_MILLIS
                ? String.format(Locale.ROOT, "%.0f us", micros)
                : String.format(Locale.ROOT, "%,.2f ms", micros / 1e3);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    /// A ratio with its spread: `1.02 (0.98..1.05)`.
    static String ratio(@Nullable Ratio ratio) {
        return ratio == null
                ? ABSENT
                : String.format(
                        Locale.ROOT, "%.2f (%.2f..%.2f)", ratio.median(), ratio.min(), ratio.max());
    }
}
