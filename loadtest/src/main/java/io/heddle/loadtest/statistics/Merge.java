package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.validity.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Several clients' runs against one server, made at the same time, as one run.
///
/// Rates, counts and histograms are added; a percentile is never averaged.
public final class Merge {
    private static final double LEAST_OVERLAP = 0.5;
    private static final double GOOD_OVERLAP = 0.95;

    private Merge() {}

    /// Merges runs. Gates that any of them had are held against the whole. Timelines are left out.
    ///
    /// @param runs of clients that ran at the same time, at least two
    /// @param command as it was typed
    /// @throws IllegalArgumentException if there are fewer than two, they have different targets or
    ///   loops, more than one measured a server of its own, a histogram is missing, or they ran
    ///   together for less than half of the longest; the message is one line
    public static RunResult of(List<RunResult> runs, List<String> command) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException(
                    "merge needs at least 2 results, got " + runs.size());
        }
        requireOne("targets", runs.stream().map(RunResult::target).toList());
        requireOne("loops", runs.stream().map(run -> run.window().loop().toString()).toList());
        var notes = new ArrayList<String>();
        notes.add("merged from %d clients; timelines are not merged".formatted(runs.size()));
        notes.addAll(overlap(runs));
        runs.forEach(
                run -> run.notes().stream().filter(n -> !notes.contains(n)).forEach(notes::add));
        var window = MergedWindow.of(runs.stream().map(RunResult::window).toList());
        var first = runs.getFirst();
        return new RunResult(
                first.schema(),
                first.kind(),
                first.tool(),
                command,
                runs.stream().map(Merge::start).min(Instant::compareTo).orElseThrow().toString(),
                runs.stream().anyMatch(RunResult::interrupted),
                first.target(),
                environment(runs),
                gates(runs, window),
                notes,
                window);
    }

    private static void requireOne(String what, List<String> values) {
        var distinct = new TreeSet<>(values);
        if (distinct.size() > 1) {
            throw new IllegalArgumentException(
                    "cannot merge runs with different %s: %s"
                            .formatted(what, String.join(", ", distinct)));
        }
    }

    private static List<String> overlap(List<RunResult> runs) {
        var begin = runs.stream().map(Merge::start).max(Instant::compareTo).orElseThrow();
        var end = runs.stream().map(Merge::end).min(Instant::compareTo).orElseThrow();
        double longest = runs.stream().mapToDouble(run -> run.window().durationS()).max().orElse(0);
        double common = Math.max(0, Duration.between(begin, end).toMillis() / 1e3);
        String text =
                String.format(
                        Locale.ROOT,
                        "the clients ran together for %.1f s of %.1f s",
                        common,
                        longest);
        if (common < LEAST_OVERLAP * longest) {
            throw new IllegalArgumentException(
                    "cannot merge: %s, bound 50%%; their rates do not add up".formatted(text));
        }
        return common < GOOD_OVERLAP * longest ? List.of(text) : List.of();
    }

    private static Instant start(RunResult run) {
        try {
            return Instant.parse(run.startedAt());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "started_at is no time in ISO 8601: '%s'".formatted(run.startedAt()), e);
        }
    }

    private static Instant end(RunResult run) {
        return start(run).plusNanos((long) (run.window().durationS() * 1e9));
    }

    /// What all clients have in common, and what each has of its own.
    private static Map<String, String> environment(List<RunResult> runs) {
        var names = new TreeSet<String>();
        runs.forEach(run -> names.addAll(run.environment().keySet()));
        var environment = new LinkedHashMap<String, String>();
        for (String name : names) {
            environment.put(
                    name,
                    runs.stream()
                            .map(run -> run.environment().getOrDefault(name, "unknown"))
                            .distinct()
                            .collect(Collectors.joining(" | ")));
        }
        return environment;
    }

    private static Map<String, Boolean> gates(List<RunResult> runs, WindowResult window) {
        var gates = new LinkedHashMap<String, Boolean>();
        for (var run : runs) {
            for (String gate : run.gates().keySet()) {
                gates.put(gate, Gate.parse(gate).evaluate(window).held());
            }
        }
        return gates;
    }
}
