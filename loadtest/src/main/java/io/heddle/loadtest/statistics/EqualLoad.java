package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.result.WindowResult.Loop;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The windows in which all targets met the same load, found by their label: the open ones at the
/// highest rate that all met, and without any, the closed ones with the highest rate.
///
/// @param label null if there is no window
record EqualLoad(@Nullable String label) {
    static EqualLoad of(List<Analysis.Row> rows) {
        var measured = rows.stream().filter(row -> windows(row).findAny().isPresent()).toList();
        var open = highest(measured, Loop.OPEN);
        return open.label == null ? highest(measured, Loop.CLOSED) : open;
    }

    private static EqualLoad highest(List<Analysis.Row> rows, Loop loop) {
        var common = new LinkedHashSet<String>();
        for (int i = 0; i < rows.size(); i++) {
            var labels = labels(rows.get(i), loop);
            if (i == 0) {
                common.addAll(labels);
            } else {
                common.retainAll(labels);
            }
        }
        return new EqualLoad(
                common.stream()
                        .max(Comparator.comparingDouble(label -> meanRate(rows, label)))
                        .orElse(null));
    }

    private static Set<String> labels(Analysis.Row row, Loop loop) {
        return windows(row)
                .filter(window -> window.loop() == loop)
                .map(WindowResult::label)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static double meanRate(List<Analysis.Row> rows, String label) {
        return rows.stream()
                .flatMap(EqualLoad::windows)
                .filter(window -> window.label().equals(label))
                .mapToDouble(EqualLoad::rate)
                .average()
                .orElse(0);
    }

    private static double rate(WindowResult window) {
        var offered = window.offeredRate();
        return offered == null ? window.achievedRate() : offered;
    }

    private static Stream<WindowResult> windows(Analysis.Row row) {
        return row.forks().stream().flatMap(fork -> fork.windows().stream());
    }

    /// The response times of a target's forks, as of one histogram; null if there are none.
    @Nullable Latency responseUs(Analysis.Row row) {
        var texts =
                windows(row)
                        .filter(window -> window.label().equals(label))
                        .map(window -> window.histograms().get("response"))
                        .filter(Objects::nonNull)
                        .toList();
        return texts.isEmpty() ? null : Latency.of(HistogramText.merged(texts));
    }
}
