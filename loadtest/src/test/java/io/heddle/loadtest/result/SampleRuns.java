package io.heddle.loadtest.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs of one server with the windows of [SampleResults].
public final class SampleRuns {
    private SampleRuns() {}

    /// An open loop that the server kept up with.
    public static RunResult open() {
        return run("heddle", SampleResults.echo(), 1, 1, 1);
    }

    /// A closed loop.
    public static RunResult closed() {
        return run("heddle", SampleResults.echo(), 1, 0, 1);
    }

    /// An open loop at a rate that the server did not reach.
    public static RunResult overloaded() {
        return run("raw-vt", SampleResults.troubled(), 2, 2, 0);
    }

    private static RunResult run(
            String target, ComparisonResult from, int block, int window, int gatesHeld) {
        var fork =
                from.targets().stream()
                        .filter(row -> row.name().equals(target))
                        .flatMap(row -> row.forks().stream())
                        .filter(candidate -> candidate.block() == block)
                        .findFirst()
                        .orElseThrow();
        var gates = new LinkedHashMap<String, Boolean>();
        gates.put("p99<10ms", gatesHeld == 1);
        return new RunResult(
                ComparisonResult.SCHEMA,
                "run",
                "heddle-loadtest 0.1.0",
                List.of("run", "-R", "18k", "tcp://127.0.0.1:9000"),
                "2026-11-21T09:30:00Z",
                false,
                "tcp://127.0.0.1:9000",
                Map.of("kernel", "Linux 6.12"),
                gates,
                List.of(),
                fork.windows().get(window));
    }
}
