package io.heddle.loadtest.report.files;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// The distributions within results, in nanoseconds.
public final class Histograms {
    /// The name of the response times among a window's histograms.
    public static final String RESPONSE = "response";

    private Histograms() {}

    /// Reads one of a window's histograms; empty if it has none of this name.
    ///
    /// @throws IllegalArgumentException if it is damaged
    public static Optional<Histogram> of(WindowResult window, String name) {
        var base64 = window.histograms().get(name);
        if (base64 == null || base64.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HistogramText.decode(base64));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "histogram '%s' of window '%s' is damaged".formatted(name, window.label()), e);
        }
    }

    /// The response times of a fork: those of its open windows; if there are none, of the closed
    /// ones.
    public static Histogram responses(ForkResult fork) {
        var merged = Latencies.empty();
        for (var window : comparable(fork)) {
            of(window, RESPONSE).ifPresent(merged::add);
        }
        return merged;
    }

    /// The response times of all forks of a target.
    public static Histogram responses(TargetResult target) {
        var merged = Latencies.empty();
        target.forks().forEach(fork -> merged.add(responses(fork)));
        return merged;
    }

    /// The windows whose latency is compared: at equal load if there are such.
    static List<WindowResult> comparable(ForkResult fork) {
        var open =
                fork.windows().stream()
                        .filter(window -> window.loop() == WindowResult.Loop.OPEN)
                        .toList();
        return open.isEmpty() ? fork.windows() : open;
    }
}
