package io.heddle.loadtest.report.html;

import java.util.ArrayList;
import java.util.List;

/// Equal steps for equal ratios.
///
/// @param low above 0
/// @param from where `low` lies
/// @param to where `high` lies
/// @param about how many marks it shall have
record LogScale(double low, double high, double from, double to, int about) implements Scale {
    private static final List<double[]> FACTORS =
            List.of(new double[] {1}, new double[] {1, 3}, new double[] {1, 2, 5});

    LogScale {
        if (!(low > 0 && high > low)) {
            throw new IllegalArgumentException(
                    "a logarithmic scale needs 0 < low < high, was " + low + " to " + high);
        }
    }

    /// A scale that holds both values with a little air, and is never empty.
    static LogScale around(double least, double greatest, double from, double to, int about) {
        double low = least > 0 && Double.isFinite(least) ? least : 1;
        double high = Double.isFinite(greatest) ? Math.max(greatest, low * 1.5) : low * 1.5;
        return new LogScale(low / 1.1, high * 1.1, from, to, about);
    }

    @Override
    public double at(double value) {
        return from
                + (Math.log(value) - Math.log(low))
                        / (Math.log(high) - Math.log(low))
                        * (to - from);
    }

    @Override
    public List<Double> marks() {
        List<Double> best = List.of();
        for (var factors : FACTORS) {
            var marks = marks(factors);
            if (marks.size() <= about || best.isEmpty()) {
                best = marks;
            }
        }
        // Within less than a decade, equal differences give more to read.
        return best.size() >= 3
                ? best
                : new LinearScale(low, high, from, to, Math.min(about, 5)).marks();
    }

    private List<Double> marks(double[] factors) {
        var marks = new ArrayList<Double>();
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (double factor : factors) {
                double mark = factor * Math.pow(10, power);
                if (mark >= low && mark <= high) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }
}
