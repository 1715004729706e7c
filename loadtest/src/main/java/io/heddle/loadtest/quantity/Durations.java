package io.heddle.loadtest.quantity;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Durations such as `250us`, `5ms`, `10s`, `2m`, `1h`; a bare number means seconds.
public final class Durations {
    private static final Map<String, Long> NANOS =
            Map.of(
                    "", 1_000_000_000L,
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private Durations() {}

    /// Reads a duration.
    ///
    /// @throws IllegalArgumentException if `text` is no such duration
    public static Duration parse(String text) {
        return Duration.ofNanos(
                Quantity.parse(text, NANOS, "a duration such as 250us, 5ms, 10s or 2m"));
    }

    /// The shortest exact form down to milliseconds: `2m05s`, `10s`, `1.5s`, `250ms`.
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + "ms";
        }
        if (millis % 1000 != 0 && millis < 60_000) {
            return String.format(Locale.ROOT, "%.3f", millis / 1e3).replaceAll("0+$", "") + "s";
        }
        long seconds = Math.round(millis / 1e3);
        return seconds < 60
                ? seconds + "s"
                : String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
    }
}
