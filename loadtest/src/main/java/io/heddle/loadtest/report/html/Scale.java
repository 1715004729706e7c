package io.heddle.loadtest.report.html;

import java.util.List;

/// Where values lie along an axis.
sealed interface Scale permits LinearScale, LogScale, PercentileScale, RatioScale {
    /// The place of a value; values beyond the ends lie beyond the ends.
    double at(double value);

    /// The values at which the axis has a mark, ascending, all within it.
    List<Double> marks();

    /// The least value.
    double low();

    /// The greatest value.
    double high();
}
