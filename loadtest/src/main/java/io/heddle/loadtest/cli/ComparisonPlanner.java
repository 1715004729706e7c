package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.measure.ConnectionLimit;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.ScenarioSpec;
import io.heddle.loadtest.scenario.Scenarios;
import io.heddle.loadtest.scenario.Settings;
import java.util.ArrayList;
import java.util.List;

/// Plans comparisons from their options; nothing is started yet.
record ComparisonPlanner(
        ComparisonOptions comparison, ClientOptions client, CpuOptions cpu, ServerOptions servers) {
    private static final List<String> DEFAULT_TARGETS = List.of("heddle", "raw-vt", "netty-epoll");
    private static final String PREFERRED_BASELINE = "netty-epoll";

    /// Plans one scenario.
    ///
    /// @param targets as typed; empty for the default ones
    /// @throws CommandFailure if nothing can be run here
    Planned plan(Bounds bounds, ServerProcesses processes, List<String> targets, String scenario)
            throws CommandFailure {
        var chosen =
                bounds.parsed(
                        "--scenario", scenario, text -> ScenarioSpec.parse(text, Scenarios::named));
        var settings = comparison.settings(bounds, chosen.parameters());
        return plan(
                bounds,
                processes,
                targets,
                chosen.scenario(),
                chosen.connections() == null
                        ? settings
                        : settings.withConnections(chosen.connections()));
    }

    /// Plans one scenario with these settings.
    Planned plan(
            Bounds bounds,
            ServerProcesses processes,
            List<String> targets,
            Scenario scenario,
            Settings settings)
            throws CommandFailure {
        var skipped = new ArrayList<String>();
        var feasible = feasible(scenario, settings, skipped);
        var cpus = cpu.plan();
        var launcher = servers.launcher(bounds, cpus, processes, payload(feasible));
        var entries = entries(bounds, targets, scenario, feasible, launcher, skipped);
        var baseline = baseline(bounds, entries);
        var plan =
                new Plan(
                        withTwin(entries, baseline),
                        baseline,
                        launcher,
                        scenario,
                        feasible,
                        client.engine(bounds, cpus, feasible.connections()),
                        cpus,
                        comparison.forks(bounds),
                        comparison.order(),
                        comparison.seed(),
                        comparison.minEffect(bounds),
                        comparison.confidence(bounds),
                        servers.profile());
        requireWithinBudget(plan);
        return new Planned(scenario.id(), plan, skipped);
    }

    private static int payload(Settings settings) {
        return settings.parameters().containsKey("payload")
                ? settings.bytes("payload")
                : ServerOptions.SMALL_BUFFER;
    }

    /// Leaves out idle crowds that this machine cannot hold.
    private static Settings feasible(Scenario scenario, Settings settings, List<String> skipped)
            throws CommandFailure {
        var limit = ConnectionLimit.read();
        for (int crowd : settings.idleCrowds()) {
            if (crowd > limit.connections()) {
                skipped.add("%,d idle connections: %s".formatted(crowd, limit.reason()));
            }
        }
        var held =
                settings.idleCrowds().stream()
                        .filter(crowd -> crowd <= limit.connections())
                        .toList();
        var feasible = settings.withIdleCrowds(held.size() < 2 ? List.of() : held);
        if (scenario.sockets(feasible) > limit.connections()) {
            throw new CommandFailure(
                    ExitCodes.REFUSED,
                    "skipped: %s with %,d sockets: %s"
                            .formatted(scenario.id(), scenario.sockets(feasible), limit.reason()));
        }
        return feasible;
    }

    /// Leaves out what cannot run here, or does not speak what the scenario needs.
    private List<Entry> entries(
            Bounds bounds,
            List<String> targets,
            Scenario scenario,
            Settings settings,
            Launcher launcher,
            List<String> skipped)
            throws CommandFailure {
        var entries = new ArrayList<Entry>();
        for (var name : targets.isEmpty() ? DEFAULT_TARGETS : targets) {
            if (entries.stream().anyMatch(entry -> entry.name().equals(name))) {
                throw bounds.violation("target '%s' was named twice".formatted(name));
            }
            var choice = servers.choice(bounds, name);
            launcher.unavailable(choice, scenario, settings)
                    .ifPresentOrElse(
                            reason -> skipped.add(name + ": " + reason),
                            () ->
                                    entries.add(
                                            new Entry(
                                                    name,
                                                    false,
                                                    Launcher.suited(choice, scenario))));
        }
        if (entries.isEmpty()) {
            throw new CommandFailure(ExitCodes.REFUSED, "skipped: " + String.join("; ", skipped));
        }
        return entries;
    }

    private Entry baseline(Bounds bounds, List<Entry> entries) {
        var asked = comparison.baseline();
        var name = asked == null ? PREFERRED_BASELINE : asked;
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    if (asked != null) {
                        throw bounds.violation(
                                "--baseline must be one of %s, was '%s'"
                                        .formatted(
                                                entries.stream().map(Entry::name).toList(), asked));
                    }
                    return entries.getFirst();
                });
    }

    private List<Entry> withTwin(List<Entry> entries, Entry baseline) {
        if (!comparison.withTwin() || entries.size() < 2) {
            return entries;
        }
        var all = new ArrayList<>(entries);
        all.add(entries.indexOf(baseline) + 1, baseline.asTwin());
        return all;
    }

    private void requireWithinBudget(Plan plan) throws CommandFailure {
        var budget = comparison.budget();
        if (budget != null && plan.time().compareTo(budget) > 0) {
            throw new CommandFailure(
                    ExitCodes.REFUSED,
                    "the plan takes about %s, the budget is %s"
                            .formatted(Durations.format(plan.time()), Durations.format(budget)));
        }
    }
}
