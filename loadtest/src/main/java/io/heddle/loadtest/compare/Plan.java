package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.Settings;
import java.time.Duration;
import java.util.List;

/// Everything a comparison is going to do.
///
/// @param entries the rows, in the order in which they are shown; the twin beside its baseline
/// @param baseline the row that the others are compared with
/// @param launcher starts the servers
/// @param forks how often each entry is run, each time in a fresh process
/// @param seed decides the order within the blocks, and the bootstrap
/// @param minEffect the smallest share of interest, such as 0.03
/// @param confidence of the intervals, such as 0.95
/// @param profile `default` or `tuned`
public record Plan(
        List<Entry> entries,
        Entry baseline,
        Launcher launcher,
        Scenario scenario,
        Settings settings,
        EngineOptions engine,
        CpuPlan cpus,
        int forks,
        Order order,
        long seed,
        double minEffect,
        double confidence,
        String profile) {
    /// About how long the pilot of one entry takes.
    public static final Duration PILOT = Duration.ofMillis(2800);

    private static final Duration START = Duration.ofMillis(900);

    public Plan {
        entries = List.copyOf(entries);
    }

    /// The blocks, each with every entry once.
    public List<List<Entry>> blocks() {
        return order.blocks(entries, forks, seed);
    }

    /// Whether a pilot finds the open loops' rates first.
    public boolean hasPilot() {
        return scenario.needsPilot(settings);
    }

    /// The entries that the pilot runs: all but the twin.
    public List<Entry> pilots() {
        return hasPilot() ? entries.stream().filter(entry -> !entry.twin()).toList() : List.of();
    }

    /// About how long one fork takes.
    public Duration forkTime() {
        return START.plus(scenario.time(settings));
    }

    /// About how long everything takes.
    public Duration time() {
        return PILOT.multipliedBy(pilots().size())
                .plus(forkTime().multipliedBy((long) forks * entries.size()));
    }

    /// One fork of one entry, whose JVM gets further flags: to look into, not to compare.
    public Plan lookingInto(Entry entry, List<String> flags) {
        return new Plan(
                List.of(entry),
                entry,
                launcher.withFlags(flags),
                scenario,
                settings,
                engine,
                cpus,
                1,
                order,
                seed,
                minEffect,
                confidence,
                profile);
    }
}
