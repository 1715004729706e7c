package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.ComparisonResult;
import io.heddle.loadtest.compare.Ratio;
import io.heddle.loadtest.compare.Row;
import io.heddle.loadtest.compare.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A result as a table with footnotes, for people.
public final class ResultText {
    private static final double NEGLIGIBLE_DIRECT_BYTES = 64;
    private static final int DIRECTIONAL_ROUNDS = 5;
    private static final double QUIET_HOST = 0.05;

    private final ComparisonResult result;
    private final Row baseline;

    private ResultText(ComparisonResult result) {
        this.result = result;
        baseline = result.baseline();
    }

    /// The table, a verdict for each row in words, and what limits the numbers.
    public static List<String> lines(ComparisonResult result) {
        return new ResultText(result).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        if (result.ending() == ComparisonResult.Ending.INTERRUPTED) {
            lines.add("INTERRUPTED: what follows is incomplete.");
        }
        lines.addAll(table());
        lines.add("");
        result.rows().forEach(row -> verdict(row, lines));
        result.rows().forEach(row -> footnotes(row, lines));
        foreignCpu(lines);
        result.notes().forEach(note -> lines.add("! " + note));
        if (result.plan().rounds() < DIRECTIONAL_ROUNDS) {
            lines.add(
                    "Fewer than %d rounds show a direction, not a significant difference."
                            .formatted(DIRECTIONAL_ROUNDS));
        }
        return lines;
    }

    private List<String> table() {
        var table =
                new TextTable(
                        List.of(
                                "target",
                                "requests/s",
                                "p50",
                                "p99",
                                "CPU us/req",
                                "rate vs " + baseline.name(),
                                "CPU/req vs " + baseline.name(),
                                "heap B/idle conn"));
        result.rows().forEach(row -> table.add(cells(row)));
        return table.lines();
    }

    private List<String> cells(Row row) {
        if (!row.measured()) {
            return List.of(
                    row.name(),
                    Figures.ABSENT,
                    Figures.ABSENT,
                    Figures.ABSENT,
                    Figures.ABSENT,
                    Figures.ABSENT,
                    Figures.ABSENT,
                    Figures.ABSENT);
        }
        boolean isBaseline = row.equals(baseline);
        return List.of(
                row.name(),
                Figures.whole(row.median(Window::requestsPerSecond))
                        + (row.clientWasTheLimit() ? "*" : ""),
                Figures.latency(row.median(Window::p50Micros)),
                Figures.latency(row.median(Window::p99Micros)),
                Figures.twoDecimals(row.median(Window::serverCpuMicros)),
                isBaseline ? "baseline" : Figures.ratio(rate(row)),
                isBaseline ? "baseline" : Figures.ratio(cpu(row)),
                Figures.whole(row.heapBytesPerIdleConnection()));
    }

    private @Nullable Ratio rate(Row row) {
        return row.over(baseline, Window::requestsPerSecond);
    }

    private @Nullable Ratio cpu(Row row) {
        return row.over(baseline, Window::serverCpuMicros);
    }

    private void verdict(Row row, List<String> lines) {
        var rate = rate(row);
        var cpu = cpu(row);
        if (row.equals(baseline) || rate == null || cpu == null) {
            return;
        }
        lines.add(
                "%s against %s: %s, %s."
                        .formatted(
                                row.name(),
                                baseline.name(),
                                told(rate, "more requests/s", "fewer requests/s", "requests/s"),
                                told(
                                        cpu,
                                        "more CPU per request",
                                        "less CPU per request",
                                        "CPU per request")));
    }

    private static String told(Ratio ratio, String more, String less, String either) {
        String amount = Figures.percent(Math.abs(ratio.median() - 1));
        if (ratio.clearlyAboveOne()) {
            return amount + " " + more;
        }
        return ratio.clearlyBelowOne() ? amount + " " + less : "no clear difference in " + either;
    }

    private void foreignCpu(List<String> lines) {
        var shares =
                result.rows().stream()
                        .flatMap(row -> row.forks().stream())
                        .map(fork -> fork.window().foreignCpu())
                        .filter(Objects::nonNull)
                        .toList();
        long noisy = shares.stream().filter(share -> share > QUIET_HOST).count();
        if (noisy > 0) {
            lines.add(
                    ("! NOISY: other programs used more than %s of the machine in %d of %d windows,"
                                    + " up to %s")
                            .formatted(
                                    Figures.percent(QUIET_HOST),
                                    noisy,
                                    shares.size(),
                                    Figures.percent(Collections.max(shares))));
        }
    }

    private static void footnotes(Row row, List<String> lines) {
        if (row.problem() != null) {
            lines.add("! %s FAILED in %s".formatted(row.name(), row.problem()));
        }
        if (!row.measured()) {
            return;
        }
        if (row.clientWasTheLimit()) {
            lines.add(
                    ("* %s: the client was the limit (its busiest loop %s busy, the server %s), so"
                                    + " requests/s is a lower bound; compare CPU per request.")
                            .formatted(
                                    row.name(),
                                    percent(row, Window::clientBusy),
                                    percent(row, Window::serverBusy)));
        }
        long unsteady = row.forks().stream().filter(fork -> !fork.steady()).count();
        if (unsteady > 0) {
            lines.add(
                    "! %s: not steady after the warm-up in %d of %d rounds."
                            .formatted(row.name(), unsteady, row.forks().size()));
        }
        var direct = row.directBytesPerIdleConnection();
        if (direct != null && direct > NEGLIGIBLE_DIRECT_BYTES) {
            lines.add(
                    "+ %s: and %s B outside the heap in direct buffers for each idle connection."
                            .formatted(row.name(), Figures.whole(direct)));
        }
        if (row.forks().stream().anyMatch(fork -> fork.window().starvedConnections() > 0)) {
            lines.add("! %s: connections without any reply in a window.".formatted(row.name()));
        }
    }

    private static String percent(Row row, Function<Window, @Nullable Double> share) {
        var median = row.median(share);
        return median == null ? Figures.ABSENT : Figures.percent(median);
    }
}
