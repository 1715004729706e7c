package io.heddle.loadtest.report.files;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Results as comma-separated values ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)), in
/// UTF-8, lines ending in CR LF; what is not known is empty.
final class Csv {
    private static final String END_OF_LINE = "\r\n";

    private Csv() {}

    /// One line for each fork, with a column for each metric of the scenarios.
    static String forks(List<ComparisonResult> results) {
        var metrics = new LinkedHashSet<String>();
        for (var result : results) {
            result.scenario().metrics().stream().map(Metric::id).forEach(metrics::add);
        }
        var csv = new StringBuilder();
        var head =
                new ArrayList<@Nullable Object>(
                        List.of(
                                "scenario",
                                "target",
                                "twin",
                                "block",
                                "position",
                                "started_at",
                                "steady",
                                "warm_up_s",
                                "valid"));
        head.addAll(metrics);
        line(csv, head);
        for (var result : results) {
            for (var target : result.targets()) {
                for (var fork : target.forks()) {
                    boolean valid = fork.windows().stream().allMatch(window -> window.valid());
                    var cells =
                            new ArrayList<@Nullable Object>(
                                    List.of(
                                            result.scenario().id(),
                                            target.name(),
                                            target.twin(),
                                            fork.block(),
                                            fork.position(),
                                            fork.startedAt(),
                                            fork.steady(),
                                            fork.warmUpS(),
                                            valid));
                    metrics.forEach(metric -> cells.add(fork.figures().get(metric)));
                    line(csv, cells);
                }
            }
        }
        return csv.toString();
    }

    /// One line with what a run found.
    static String run(RunResult run) {
        var window = run.window();
        var csv = new StringBuilder();
        var head =
                new ArrayList<@Nullable Object>(
                        List.of(
                                "target",
                                "started_at",
                                "label",
                                "offered_rate",
                                "achieved_rate",
                                "requests",
                                "errors",
                                "timeouts",
                                "deadline_misses",
                                "duration_s",
                                "valid"));
        var cells =
                new ArrayList<@Nullable Object>(
                        Arrays.asList(
                                run.target(),
                                run.startedAt(),
                                window.label(),
                                window.offeredRate(),
                                window.achievedRate(),
                                window.requests(),
                                window.errors(),
                                window.timeouts(),
                                window.deadlineMisses(),
                                window.durationS(),
                                window.valid()));
        latency("response", window.responseUs(), head, cells);
        latency("service", window.serviceUs(), head, cells);
        latency("send_lag", window.sendLagUs(), head, cells);
        line(csv, head);
        line(csv, cells);
        return csv.toString();
    }

    private static void latency(
            String name,
            Latency latency,
            List<@Nullable Object> head,
            List<@Nullable Object> cells) {
        head.addAll(
                List.of(
                        name + "_p50_us",
                        name + "_p90_us",
                        name + "_p99_us",
                        name + "_p999_us",
                        name + "_max_us",
                        name + "_mean_us"));
        cells.addAll(
                Arrays.asList(
                        latency.p50(),
                        latency.p90(),
                        latency.p99(),
                        latency.p999(),
                        latency.max(),
                        latency.mean()));
    }

    private static void line(StringBuilder csv, List<@Nullable Object> cells) {
        csv.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append(END_OF_LINE);
    }

    private static String cell(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
