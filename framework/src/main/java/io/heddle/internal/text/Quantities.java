package io.heddle.internal.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Prints numbers with their units, short: `65,536`, `4 KiB`, `12.3 s`, `3 h 5 min`.
public final class Quantities {

    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final double UNIT = 1024;
    private static final double NEXT_UNIT_FROM = 1023.5; // would be printed as 1,024
    private static final double TENTHS_BELOW = 9.95; // would be printed as 10.0

    private Quantities() {}

    /// A number with commas: `65,536`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// A number of bytes, to two or more digits: `12 B`, `4 KiB`, `1.5 MiB`, `17 GiB`.
    ///
    /// @param bytes at least 0
    public static String bytes(long bytes) {
        if (bytes < UNIT) {
            return bytes + " B";
        }
        double value = bytes / UNIT;
        int unit = 0;
        while (value >= NEXT_UNIT_FROM && unit < UNITS.size() - 1) {
            value /= UNIT;
            unit++;
        }
        long tenths = Math.round(value * 10);
        boolean isPlain = value >= TENTHS_BELOW || tenths % 10 == 0;
        String number = isPlain ? count(Math.round(value)) : tenths / 10 + "." + tenths % 10;
        return number + " " + UNITS.get(unit);
    }

    /// A duration, cut to three digits or two units: `340 ms`, `5 s`, `12.3 s`, `2 min 3 s`, `4 d 3
    /// h`.
    ///
    /// @param duration not negative
    public static String duration(Duration duration) {
        if (duration.toSeconds() < 1) {
            return duration.toMillis() + " ms";
        }
        if (duration.toMinutes() < 1) {
            String tenths = duration.toNanosPart() == 0 ? "" : "." + duration.toMillisPart() / 100;
            return duration.toSeconds() + tenths + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        if (duration.toDays() < 1) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
}
