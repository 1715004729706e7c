package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.client.ReplyCounts;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// A load on two connections whose rate and latency are functions of time.
final class FakeLoad implements Load {
    private final FakeClock clock;
    DoubleUnaryOperator rate = seconds -> 1000;
    DoubleUnaryOperator latencyMicros = seconds -> 100;
    long drainNanos;
    @Nullable IOException failure;
    boolean finished;
    private long start;
    private long sampled;

    FakeLoad(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public void start() {
        start = clock.nanoTime();
        sampled = start;
    }

    @Override
    public ClientSample sample() throws IOException {
        if (failure != null) {
            throw failure;
        }
        long now = clock.nanoTime();
        double seconds = (now - sampled) / 1e9;
        double middle = (now + sampled - 2 * start) / 2e9;
        sampled = now;
        return of(seconds, Math.round(rate.applyAsDouble(middle) * seconds), middle);
    }

    @Override
    public ClientSample finish() throws IOException {
        finished = true;
        clock.advance(drainNanos);
        var rest = of(drainNanos / 1e9, 0, 0);
        return failure == null ? rest : sample();
    }

    private ClientSample of(double seconds, long replies, double at) {
        var latencies = times(replies, latencyMicros.applyAsDouble(at) * 1e3);
        return new ClientSample(
                seconds,
                replies,
                replies,
                0,
                0,
                0,
                64 * replies,
                latencies,
                latencies.copy(),
                times(replies, 5000),
                Latencies.empty(),
                times(replies, 1000),
                ReplyCounts.of(new long[] {replies / 4, replies - replies / 4}),
                2,
                0.25);
    }

    private static Histogram times(long count, double nanos) {
        var histogram = Latencies.empty();
        histogram.recordValueWithCount((long) nanos, count);
        return histogram;
    }
}
