package io.heddle.loadtest.report.html;

import java.util.ArrayList;
import java.util.List;

/// A logarithmic scale of ratios around 1, with marks at changes that people think in.
///
/// @param log the scale, which holds 1
record RatioScale(LogScale log) implements Scale {
    private static final List<double[]> MARKS =
            List.of(
                    new double[] {0.96, 0.98, 1, 1.02, 1.04},
                    new double[] {0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15},
                    new double[] {0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3},
                    new double[] {0.5, 0.6, 0.7, 0.8, 1, 1.2, 1.4, 1.7, 2},
                    new double[] {0.25, 0.5, 0.7, 1, 1.5, 2, 3, 4},
                    new double[] {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20},
                    new double[] {0.001, 0.01, 0.1, 1, 10, 100, 1000});

    @Override
    public double at(double value) {
        return log.at(value);
    }

    @Override
    public List<Double> marks() {
        for (var candidates : MARKS) {
            boolean reaches = candidates[candidates.length - 1] * 1.05 >= log.high();
            if (reaches && candidates[0] / 1.05 <= log.low()) {
                return within(candidates);
            }
        }
        return within(MARKS.getLast());
    }

    private List<Double> within(double[] candidates) {
        var marks = new ArrayList<Double>();
        for (double mark : candidates) {
            if (mark >= log.low() && mark <= log.high()) {
                marks.add(mark);
            }
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

    /// A mark's change, `0 %` for none.
    static String text(double ratio) {
        return ratio == 1 ? "0 %" : NumberText.change(ratio).replace(".0 %", " %");
    }
}
