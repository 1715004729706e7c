package io.heddle.loadtest.client;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// How latencies are kept: nanoseconds, three significant digits, growing rather than clipping.
public final class Latencies {
    private static final long INITIAL_HIGHEST_NANOS = 10_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long SAMPLES_NEEDED_ABOVE = 10;

    private Latencies() {}

    /// An empty histogram.
    public static Histogram empty() {
        var histogram = new Histogram(1, INITIAL_HIGHEST_NANOS, SIGNIFICANT_DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    /// A percentile in microseconds, or empty when fewer than ten samples lie above it.
    public static OptionalDouble percentileMicros(Histogram latencies, double percentile) {
        return samplesAbove(latencies, percentile) < SAMPLES_NEEDED_ABOVE
                ? OptionalDouble.empty()
                : OptionalDouble.of(latencies.getValueAtPercentile(percentile) / 1e3);
    }

    /// Rounded at the sixth digit, because of 10,000 samples 9.9999... lie above 99.9.
    private static double samplesAbove(Histogram latencies, double percentile) {
        double above = latencies.getTotalCount() * (100 - percentile) / 100;
        return Math.rint(above * 1e6) / 1e6;
    }
}
