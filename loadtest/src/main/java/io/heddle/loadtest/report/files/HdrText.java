package io.heddle.loadtest.report.files;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.WindowResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// Histograms in the text formats of HdrHistogram, which its plotter and other tools read.
final class HdrText {
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private HdrText() {}

    /// A distribution by percentile (`.hgrm`), in microseconds.
    static String hgrm(Histogram nanos) {
        return text(output ->
                nanos.outputPercentileDistribution(
                        output, TICKS_PER_HALF_DISTANCE, NANOS_PER_MICRO));
    }

    /// The windows of a target's forks as a log (`.hlog`) of intervals; each window once, tagged
    /// with its block. Values are nanoseconds, the maxima of the legend milliseconds.
    static String hlog(TargetResult target) {
        return text(output -> {
            var writer = new HistogramLogWriter(output);
            double start = target.forks().isEmpty() ? 0 : seconds(target.forks().getFirst());
            begin(writer, target.name(), start);
            for (var fork : target.forks()) {
                intervals(
                        writer,
                        "block" + fork.block(),
                        seconds(fork) - start,
                        Histograms.comparable(fork));
            }
        });
    }

    /// One window as such a log.
    static String hlog(String name, String startedAt, WindowResult window) {
        return text(output -> {
            var writer = new HistogramLogWriter(output);
            begin(writer, name, seconds(startedAt));
            intervals(writer, "run", 0, List.of(window));
        });
    }

    private static void begin(HistogramLogWriter writer, String name, double start) {
        writer.outputComment(
                "[response times in nanoseconds of %s]"
                        .formatted(name.replaceAll("[\\p{Cntrl}\\]]", "_")));
        // The writer's own line has a date in the local time zone: the same result would be written
        // in several ways.
        writer.outputComment(
                String.format(Locale.ROOT, "[StartTime: %.3f (seconds since epoch)]", start));
        writer.outputLogFormatVersion();
        writer.outputLegend();
    }

    private static void intervals(
            HistogramLogWriter writer, String tag, double begin, List<WindowResult> windows) {
        double from = begin;
        for (var window : windows) {
            double to = from + window.durationS();
            var histogram = Histograms.of(window, Histograms.RESPONSE);
            if (histogram.isPresent()) {
                histogram.get().setTag(tag);
                writer.outputIntervalHistogram(from, to, histogram.get(), NANOS_PER_MILLI);
            }
            from = to;
        }
    }

    private static double seconds(ForkResult fork) {
        return seconds(fork.startedAt());
    }

    private static double seconds(String instant) {
        try {
            return Instant.parse(instant).toEpochMilli() / 1e3;
        } catch (DateTimeException e) {
            return 0; // Only the log's time axis suffers.
        }
    }

    private static String text(Consumer<PrintStream> writing) {
        var bytes = new ByteArrayOutputStream();
        try (var output = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            writing.accept(output);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
