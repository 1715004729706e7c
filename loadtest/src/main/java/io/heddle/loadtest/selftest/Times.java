package io.heddle.loadtest.selftest;

import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.WindowResult;
import org.HdrHistogram.Histogram;

/// The times of a window, read back from what is stored of it, in milliseconds.
final class Times {
    private static final double NANOS_OF_A_MILLI = 1e6;

    private final Histogram nanos;

    private Times(Histogram nanos) {
        this.nanos = nanos;
    }

    /// From when requests were due.
    static Times response(WindowResult window) {
        return of(window, "response");
    }

    /// From when requests were written.
    static Times service(WindowResult window) {
        return of(window, "service");
    }

    private static Times of(WindowResult window, String name) {
        var encoded = window.histograms().get(name);
        if (encoded == null) {
            throw new IllegalStateException("a window has no histogram of " + name);
        }
        return new Times(HistogramText.decode(encoded));
    }

    /// @param percentile 0 to 100
    double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_OF_A_MILLI;
    }

    long count() {
        return nanos.getTotalCount();
    }
}
