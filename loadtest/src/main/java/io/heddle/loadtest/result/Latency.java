package io.heddle.loadtest.result;

import io.heddle.loadtest.client.Latencies;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A distribution of times in microseconds.
///
/// @param min null, as `max` and `mean`, if there is no sample
/// @param p50 null, as the other percentiles, when fewer than ten samples lie above it
/// @param n the number of samples
public record Latency(
        @Nullable Double min,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p99,
        @Nullable Double p999,
        @Nullable Double max,
        @Nullable Double mean,
        long n) {

    /// Sums up a histogram of nanoseconds.
    public static Latency of(Histogram nanos) {
        long n = nanos.getTotalCount();
        return new Latency(
                n == 0 ? null : nanos.getMinValue() / 1e3,
                percentile(nanos, 50),
                percentile(nanos, 90),
                percentile(nanos, 99),
                percentile(nanos, 99.9),
                n == 0 ? null : nanos.getMaxValue() / 1e3,
                n == 0 ? null : nanos.getMean() / 1e3,
                n);
    }

    private static @Nullable Double percentile(Histogram nanos, double percentile) {
        var micros = Latencies.percentileMicros(nanos, percentile);
        return micros.isPresent() ? micros.getAsDouble() : null;
    }
}
