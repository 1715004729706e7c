package io.heddle.loadtest.result;

import io.heddle.loadtest.client.Latencies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Simple stand-ins for the analysis: the second smallest and second largest value are the
/// interval.
final class SampleSpread {
    private static final double ZONE = 0.03;

    private SampleSpread() {}

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    static double low(List<Double> values) {
        return values.stream().sorted().skip(values.size() > 4 ? 1 : 0).findFirst().orElseThrow();
    }

    static double high(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() - (values.size() > 4 ? 2 : 1));
    }

    static @Nullable RatioResult ratio(
            Metric metric, List<ForkResult> forks, List<ForkResult> baseline) {
        if (forks.equals(baseline)) {
            return new RatioResult(1, 1, 1, Verdict.BASELINE, null);
        }
        var ratios = new ArrayList<Double>();
        for (var fork : forks) {
            for (var other : baseline) {
                if (fork.block() == other.block()) {
                    ratios.add(fork.figures().get(metric.id()) / other.figures().get(metric.id()));
                }
            }
        }
        if (ratios.isEmpty()) {
            return null;
        }
        double low = low(ratios);
        double high = high(ratios);
        return new RatioResult(median(ratios), low, high, verdict(metric, low, high), 0.026);
    }

    private static Verdict verdict(Metric metric, double low, double high) {
        boolean lowerIsBetter = metric.better() == Metric.Better.LOWER;
        if (low > 1 + ZONE) {
            return lowerIsBetter ? Verdict.WORSE : Verdict.BETTER;
        }
        if (high < 1 - ZONE) {
            return lowerIsBetter ? Verdict.BETTER : Verdict.WORSE;
        }
        return low > 1 - ZONE && high < 1 + ZONE ? Verdict.EQUIVALENT : Verdict.INCONCLUSIVE;
    }

    /// The open windows' response times over all forks, or the closed ones'.
    static Latency merged(List<ForkResult> forks) {
        boolean open =
                forks.stream()
                        .flatMap(fork -> fork.windows().stream())
                        .anyMatch(window -> window.loop() == WindowResult.Loop.OPEN);
        var merged = Latencies.empty();
        for (var fork : forks) {
            for (var window : fork.windows()) {
                if (open == (window.loop() == WindowResult.Loop.OPEN)) {
                    merged.add(decoded(window.histograms().get("response")));
                }
            }
        }
        return Latency.of(merged);
    }

    static Histogram decoded(String base64) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String encoded(Histogram histogram) {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), length));
    }
}
