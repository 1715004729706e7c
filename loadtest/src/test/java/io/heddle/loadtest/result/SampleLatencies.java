package io.heddle.loadtest.result;

import io.heddle.loadtest.client.Latencies;
import java.util.Random;
import org.HdrHistogram.Histogram;

/// Invented distributions: a log-normal body with a heavier tail.
final class SampleLatencies {
    private static final int DRAWS = 2_000;

    private SampleLatencies() {}

    static Histogram of(long count, double medianMicros, double sigma, Random random) {
        var histogram = Latencies.empty();
        long each = count / DRAWS;
        for (int i = 0; i < DRAWS && each > 0; i++) {
            histogram.recordValueWithCount(draw(medianMicros, sigma, random), each);
        }
        for (long i = each * DRAWS; i < count; i++) {
            histogram.recordValue(draw(medianMicros * 4, sigma * 1.5, random));
        }
        return histogram;
    }

    private static long draw(double medianMicros, double sigma, Random random) {
        return Math.round(medianMicros * 1e3 * Math.exp(sigma * random.nextGaussian()));
    }
}
