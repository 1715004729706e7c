package io.heddle.loadtest.report.html;

import java.util.ArrayList;
import java.util.List;

/// Equal steps for equal differences.
///
/// @param from where `low` lies
/// @param to where `high` lies
/// @param about how many marks it shall have
record LinearScale(double low, double high, double from, double to, int about) implements Scale {
    LinearScale {
        if (!(high > low)) {
            throw new IllegalArgumentException("high must exceed " + low + ", was " + high);
        }
    }

    /// A scale from zero that ends at a mark not below the greatest value.
    static LinearScale fromZero(double greatest, double from, double to, int about) {
        double safe = greatest > 0 && Double.isFinite(greatest) ? greatest : 1;
        double step = step(safe, about);
        return new LinearScale(0, Math.ceil(safe / step - 1e-9) * step, from, to, about);
    }

    @Override
    public double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    @Override
    public List<Double> marks() {
        double step = step(high - low, about);
        var marks = new ArrayList<Double>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            marks.add(i * step);
        }
        return marks;
    }

    /// The smallest of 1, 2, 2.5 and 5 times a power of ten that gives no more steps than wanted.
    private static double step(double range, int about) {
        double rough = range / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= rough * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
