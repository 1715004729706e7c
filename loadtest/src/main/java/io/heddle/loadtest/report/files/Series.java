package io.heddle.loadtest.report.files;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.result.Tick;
import java.util.List;

/// Timelines as JSON, one point a line (NDJSON).
final class Series {
    private static final String WARM_UP = "warm-up";

    private Series() {}

    /// A point and where it belongs.
    private record Point(
            String scenario, String target, int block, String window, @JsonUnwrapped Tick tick) {}

    /// Warm-ups and windows of all forks.
    static String of(List<ComparisonResult> results) {
        var lines = new StringBuilder();
        for (var result : results) {
            var scenario = result.scenario().id();
            for (var target : result.targets()) {
                for (var fork : target.forks()) {
                    points(lines, scenario, target.name(), fork.block(), WARM_UP, fork.warmUp());
                    for (var window : fork.windows()) {
                        points(
                                lines,
                                scenario,
                                target.name(),
                                fork.block(),
                                window.label(),
                                window.series());
                    }
                }
            }
        }
        return lines.toString();
    }

    /// The window of a run.
    static String of(RunResult run) {
        var lines = new StringBuilder();
        points(lines, "run", run.target(), 1, run.window().label(), run.window().series());
        return lines.toString();
    }

    private static void points(
            StringBuilder lines,
            String scenario,
            String target,
            int block,
            String window,
            List<Tick> ticks) {
        for (var tick : ticks) {
            lines.append(ResultFiles.jsonLine(new Point(scenario, target, block, window, tick)))
                    .append('\n');
        }
    }
}
