package io.heddle.loadtest.report.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers as people read them: three digits that count, thousands apart, always with a point.
public final class Figures {
    private static final double KIB = 1024;

    private Figures() {}

    /// A number of any size, such as `0.412`, `11.8`, `412`, `48,912`.
    public static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "n/a";
        }
        if (size >= 99.95) {
            return format("%,.0f", value);
        }
        if (size >= 9.995) {
            return format("%.1f", value);
        }
        return size >= 0.9995 || size == 0 ? format("%.2f", value) : format("%.3f", value);
    }

    public static String count(long value) {
        return format("%,d", value);
    }

    /// How far a ratio is from one: `+26.3%`, `-4.0%`; from tenfold on the factor: `12.5 times`.
    public static String change(double ratio) {
        if (!Double.isFinite(ratio)) {
            return "n/a";
        }
        return ratio >= 10
                ? format("%,.1f times", ratio)
                : unsignedZero(format("%+.1f%%", (ratio - 1) * 100));
    }

    /// A share of one: `5.0%`.
    public static String percent(double share) {
        return Double.isFinite(share) ? format("%.1f%%", share * 100) : "n/a";
    }

    /// A time in microseconds in the unit that suits it: `412 us`, `3.21 ms`, `1.20 s`.
    public static String micros(double micros) {
        double size = Math.abs(micros);
        if (!Double.isFinite(micros)) {
            return "n/a";
        }
        if (size < 999.5) {
            return number(micros) + " us";
        }
        return size < 999_500 ? number(micros / 1e3) + " ms" : number(micros / 1e6) + " s";
    }

    /// The same, or `n/a (n=...)` where too few samples were taken.
    public static String micros(@Nullable Double micros, long samples) {
        return micros == null ? "n/a (n=" + count(samples) + ")" : micros((double) micros);
    }

    /// A size in memory: `512 B`, `12.3 KiB`, `148 MiB`.
    public static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size < KIB) {
            return number(bytes) + " B";
        }
        return size < KIB * KIB ? number(bytes / KIB) + " KiB" : number(bytes / KIB / KIB) + " MiB";
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library that we have
    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static String unsignedZero(String change) {
        return change.equals("-0.0%") ? "+0.0%" : change;
    }
}
