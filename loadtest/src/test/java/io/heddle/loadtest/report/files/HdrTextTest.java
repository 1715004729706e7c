package io.heddle.loadtest.report.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.SampleResults;
import io.heddle.loadtest.result.TargetResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

class HdrTextTest {
    private static final TargetResult TARGET = SampleResults.troubled().targets().getFirst();

    @Test
    void logsMergeToTheWhole() {
        var whole = Histograms.responses(TARGET);
        var merged = Latencies.empty();
        var tags = new HashSet<String>();
        try (var reader = reader(HdrText.hlog(TARGET))) {
            while (reader.hasNext()) {
                var interval = (Histogram) reader.nextIntervalHistogram();
                tags.add(interval.getTag());
                merged.add(interval);
            }
        }

        assertEquals(whole.getTotalCount(), merged.getTotalCount());
        for (double percentile = 0; percentile <= 100; percentile += 0.1) {
            assertEquals(
                    whole.getValueAtPercentile(percentile),
                    merged.getValueAtPercentile(percentile));
        }
        assertEquals(Set.of("block1", "block2", "block3"), tags);
    }

    @Test
    void forksMergeToWhatTheResultTells() {
        long replies = 0;
        var merged = Latencies.empty();
        for (var fork : TARGET.forks()) {
            merged.add(Histograms.responses(fork));
            replies +=
                    fork.windows().stream()
                            .filter(window -> window.offeredRate() != null)
                            .mapToLong(window -> window.requests())
                            .sum();
        }

        assertEquals(replies, merged.getTotalCount());
        assertEquals(Histograms.responses(TARGET), merged);
    }

    @Test
    void percentilesAreInTheFormatOfThePlotter() {
        var histogram = Histograms.responses(TARGET);

        var lines = HdrText.hgrm(histogram).lines().toList();

        assertTrue(
                lines.getFirst().matches(" +Value +Percentile +TotalCount +1/\\(1-Percentile\\)"));
        var rows = lines.stream().filter(line -> line.matches("[ \\d.]+(inf)?")).toList();
        assertTrue(rows.size() > 20);
        var last = rows.reversed().stream().filter(row -> !row.isBlank()).findFirst().orElseThrow();
        var cells = Pattern.compile(" +").splitAsStream(last.strip()).toList();
        assertEquals(histogram.getMaxValue() / 1e3, Double.parseDouble(cells.get(0)), 0.001);
        assertEquals(histogram.getTotalCount(), Long.parseLong(cells.get(2)));
        assertTrue(lines.getLast().startsWith("#[Buckets"));
    }

    @Test
    void logsBeginWhenTheFirstForkBegan() {
        try (var reader = reader(HdrText.hlog(TARGET))) {
            reader.nextIntervalHistogram();

            assertEquals(
                    Instant.parse(TARGET.forks().getFirst().startedAt()).toEpochMilli() / 1e3,
                    reader.getStartTimeSec(),
                    0.001);
        }
    }

    @Test
    void targetsWithoutForksHaveEmptyFiles() {
        var none =
                new TargetResult(
                        "x\n]",
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        true,
                        Map.of(),
                        List.of(),
                        "died",
                        List.<ForkResult>of());

        assertTrue(HdrText.hlog(none).lines().allMatch(line -> line.matches("[#\"].*")));
        assertEquals(0, Histograms.responses(none).getTotalCount());
    }

    private static HistogramLogReader reader(String log) {
        return new HistogramLogReader(
                new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
    }
}
