package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How numbers are written: three significant digits, units that a reader knows, `n/a` for none.
final class NumberText {
    /// What stands where nothing was measured.
    static final String NONE = "n/a";

    private NumberText() {}

    /// About three significant digits, with thousands separated.
    static String plain(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (size >= 1e9) {
            return format("%.3g", value);
        }
        if (size >= 100) {
            return format("%,.0f", value);
        }
        if (size >= 10) {
            return trimmed("%.1f", value);
        }
        if (size >= 1) {
            return trimmed("%.2f", value);
        }
        return size == 0 ? "0" : size >= 0.001 ? trimmed("%.3f", value) : format("%.2g", value);
    }

    /// Three significant digits, zeros included: what was measured rather than chosen.
    static String measured(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size == 0 || size >= 100 || size < 0.001) {
            return plain(value);
        }
        return format(size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /// A number of things, with thousands separated.
    static String plain(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String trimmed(String pattern, double value) {
        return format(pattern, value).replaceFirst("\\.?0+$", "");
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    /// A value with its unit; null gives `n/a`.
    static String of(@Nullable Double value, String unit) {
        if (value == null || !Double.isFinite(value)) {
            return NONE;
        }
        return switch (unit) {
            case "ns" -> time(value / 1e3);
            case "us" -> time(value);
            case "ms" -> time(value * 1e3);
            case "s" -> time(value * 1e6);
            case "B" -> bytes(value);
            case "1/s" -> measured(value) + "/s";
            case "" -> measured(value);
            default -> measured(value) + " " + unit;
        };
    }

    /// An interval such as `[338, 341] µs`, the unit once if both ends have the same.
    static String interval(double low, double high, String unit) {
        String least = of(low, unit);
        String most = of(high, unit);
        int ends = unitAt(most);
        String common = most.substring(ends);
        return least.substring(unitAt(least)).equals(common)
                ? "["
                        + least.substring(0, unitAt(least))
                        + ", "
                        + most.substring(0, ends)
                        + "]"
                        + common
                : "[" + least + ", " + most + "]";
    }

    private static int unitAt(String text) {
        int at = 0;
        while (at < text.length() && "−-0123456789.,e+".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    static String time(double micros) {
        double size = Math.abs(micros);
        if (size >= 1e6) {
            return measured(micros / 1e6) + " s";
        }
        return size >= 1e3 ? measured(micros / 1e3) + " ms" : measured(micros) + " µs";
    }

    /// A time at an axis, without zeros at its end.
    static String timeMark(double micros) {
        String text = time(micros);
        int unit = unitAt(text);
        String digits = text.substring(0, unit);
        return (digits.contains(".") ? digits.replaceFirst("\\.?0+$", "") : digits)
                + text.substring(unit);
    }

    static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size >= 1 << 30) {
            return measured(bytes / (1 << 30)) + " GiB";
        }
        if (size >= 1 << 20) {
            return measured(bytes / (1 << 20)) + " MiB";
        }
        return size >= 1 << 10 ? measured(bytes / (1 << 10)) + " KiB" : plain(bytes) + " B";
    }

    /// A ratio as a change, such as `+26 %`; from three times on as a factor.
    static String change(double ratio) {
        double percent = (ratio - 1) * 100;
        if (!Double.isFinite(percent)) {
            return NONE;
        }
        if (ratio >= 3) {
            return "×" + plain(ratio);
        }
        String digits = format(Math.abs(percent) < 9.95 ? "%.1f" : "%.0f", Math.abs(percent));
        boolean nothing = digits.equals("0.0");
        return (nothing ? "±" : percent < 0 ? "−" : "+") + digits + " %";
    }

    /// A change with its interval, such as `+26 % [+22 %, +29 %]`.
    static String change(double ratio, double low, double high) {
        return change(ratio) + " [" + change(low) + ", " + change(high) + "]";
    }

    /// A share, 0 to 1, as a percentage without a sign.
    static String share(double share) {
        return trimmed("%.1f", share * 100) + " %";
    }

    /// A metric's title as people write it.
    static String title(Metric metric) {
        return metric.title().replaceAll("\\bus\\b", "µs");
    }
}
