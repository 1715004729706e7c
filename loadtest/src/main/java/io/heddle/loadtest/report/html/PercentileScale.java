package io.heddle.loadtest.report.html;

import java.util.ArrayList;
import java.util.List;

/// The axis of HdrHistogram's plots: values are 1 / (1 - p), so that every further nine takes as
/// much room as the one before.
///
/// @param log from little above 1
record PercentileScale(LogScale log) implements Scale {
    /// @param high the greatest 1 / (1 - p)
    static PercentileScale to(double high, double from, double to) {
        return new PercentileScale(new LogScale(FIRST, Math.max(high, 20), from, to, 9));
    }

    /// Where curves begin: the tenth percentile.
    static final double FIRST = 1 / 0.9;

    @Override
    public double at(double value) {
        return log.at(value);
    }

    @Override
    public List<Double> marks() {
        var marks = new ArrayList<Double>();
        for (double mark : new double[] {2, 4}) {
            marks.add(mark);
        }
        for (double mark = 10; mark <= log.high(); mark *= 10) {
            marks.add(mark);
        }
        return marks;
    }

    @Override
    public double low() {
        return log.low();
    }

    @Override
    public double high() {
        return log.high();
    }
}
