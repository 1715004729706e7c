package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.util.regex.Pattern;

/// Where a server did not keep up with what was offered, its response time grows for as long as the
/// run lasts: it is no property of the server.
final class Overload {
    private static final double LEAST_SHARE_ACHIEVED = 0.99;
    private static final String OFFERED_LOAD = "V2";
    private static final Pattern PERCENTILE = Pattern.compile("p\\d+_us");

    private Overload() {}

    /// Whether a window had less than 99 % of the replies that were due.
    public static boolean isIn(WindowResult window) {
        Double offered = window.offeredRate();
        return offered != null
                && offered > 0
                && window.achievedRate() / offered < LEAST_SHARE_ACHIEVED;
    }

    /// Whether a metric of a target is a response time that must not be shown as a number.
    public static boolean hides(TargetResult target, Metric metric) {
        var offered = target.checks().get(OFFERED_LOAD);
        return offered != null
                && offered.light() == Light.RED
                && PERCENTILE.matcher(metric.id()).matches();
    }
}
