package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Comparison;
import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.compare.Outcome;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.measure.ConnectionLimit;
import io.heddle.loadtest.measure.Environment;
import io.heddle.loadtest.measure.Profile;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.report.files.ReportFolder;
import io.heddle.loadtest.report.html.HtmlReport;
import io.heddle.loadtest.report.live.Progress;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.PlanText;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.ScenarioSpec;
import io.heddle.loadtest.scenario.Scenarios;
import io.heddle.loadtest.scenario.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Plans and runs comparisons, for the commands that have the options for it.
record ComparisonJob(
        CommandSpec spec,
        ComparisonOptions comparison,
        ClientOptions client,
        CpuOptions cpu,
        ServerOptions servers,
        GateOptions gates,
        OutputOptions output) {
    private static final List<String> DEFAULT_TARGETS = List.of("heddle", "raw-vt", "netty-epoll");
    private static final String PREFERRED_BASELINE = "netty-epoll";

    /// A plan, and what had to be left out of it.
    ///
    /// @param label tells it from others that are run with it; the name of its folder
    record Planned(String label, Plan plan, List<String> skipped) {}

    /// Plans one scenario.
    ///
    /// @param targets as typed; empty for the default ones
    /// @throws CommandFailure if nothing can be run here
    Planned plan(Bounds bounds, ServerProcesses processes, List<String> targets, String scenario)
            throws CommandFailure {
        var chosen =
                bounds.parsed(
                        "--scenario", scenario, text -> ScenarioSpec.parse(text, Scenarios::named));
        return plan(
                bounds,
                processes,
                targets,
                chosen.scenario(),
                comparison.settings(bounds, chosen.parameters()));
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
        var entries = entries(bounds, targets, scenario, launcher, skipped);
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

    /// Shows what would be done.
    void show(Planned planned) {
        var text = output.text(spec);
        planned.skipped().forEach(reason -> text.println("skipped: " + reason));
        PlanText.lines(outline(planned.plan()), output.style()).forEach(text::println);
        text.flush();
    }

    /// Runs plans one after the other, reports what they found, and gives the exit status.
    ///
    /// After each fork everything that is known is stored.
    int run(List<Planned> planned, ServerProcesses processes)
            throws IOException, InterruptedException {
        var startedAt = Instant.now();
        var results = new ArrayList<ComparisonResult>();
        try (var interruption = Interruption.endsWith(processes)) {
            for (var each : planned) {
                interruption.workGoesOn();
                results.add(run(each, folder(startedAt, each, planned.size() > 1)));
                interruption.workEnded();
                if (results.getLast().interrupted()) {
                    break;
                }
            }
            output.report(spec, results);
            tellReport(startedAt, planned, results);
        }
        return status(results);
    }

    private ComparisonResult run(Planned planned, @Nullable ReportFolder folder)
            throws IOException, InterruptedException {
        if (!output.quiet()) {
            show(planned);
        }
        var plan = planned.plan();
        // Looks at the machine before this process is pinned.
        var outcome = outcome(planned, Instant.now());
        if (plan.cpus().mode() == CpuPlan.Mode.SPLIT) {
            Affinity.pinThisProcess(plan.cpus().client());
        }
        try (var progress = output.progress(spec, outline(plan))) {
            var comparing = new Comparison(plan, progress);
            comparing.afterEachFork(() -> {
                if (folder != null) {
                    folder.store(outcome.of(comparing, true));
                }
            });
            var ending = comparing.run();
            if (ending == Comparison.Ending.FINISHED && folder != null) {
                profile(plan, folder, progress);
            }
            var result = outcome.of(comparing, ending == Comparison.Ending.INTERRUPTED);
            if (folder != null) {
                folder.write(result);
            }
            return result;
        }
    }

    private @Nullable ReportFolder folder(Instant startedAt, Planned planned, boolean among)
            throws IOException {
        var parent = output.folder(startedAt, among ? "all" : planned.label());
        if (parent == null) {
            return null;
        }
        return ReportFolder.prepare(among ? parent.resolve(planned.label()) : parent);
    }

    /// Says where the report is; of several comparisons, makes one of all.
    private void tellReport(
            Instant startedAt, List<Planned> planned, List<ComparisonResult> results)
            throws IOException {
        boolean among = planned.size() > 1;
        var folder = output.folder(startedAt, among ? "all" : planned.getFirst().label());
        if (folder == null) {
            return;
        }
        var report = folder.resolve("report.html");
        if (among) {
            Files.writeString(report, HtmlReport.render(results), StandardCharsets.UTF_8);
        }
        output.tell(spec, "report: " + report);
    }

    private int status(List<ComparisonResult> results) {
        if (results.stream().anyMatch(ComparisonResult::interrupted)) {
            return ExitCodes.OK; // the signal decides the status
        }
        var targets = results.stream().flatMap(result -> result.targets().stream()).toList();
        boolean incomplete =
                targets.stream().anyMatch(target -> target.problem() != null)
                        || results.stream()
                                .flatMap(result -> result.notes().stream())
                                .anyMatch(note -> note.startsWith("STOPPED"));
        if (incomplete) {
            return ExitCodes.FAILED;
        }
        if (targets.stream().anyMatch(target -> !gates.hold(target))) {
            return ExitCodes.GATE_BROKEN;
        }
        boolean invalid = targets.stream().anyMatch(target -> !target.valid());
        return gates.strict() && invalid ? ExitCodes.INVALID : ExitCodes.OK;
    }

    /// Runs each target once more under the profiler that was asked for, if one was.
    private void profile(Plan plan, ReportFolder folder, Progress progress) throws IOException {
        var kind = comparison.profile();
        if (kind == null) {
            return;
        }
        var recordings = Files.createDirectories(folder.path().resolve("jfr"));
        for (var entry : plan.entries()) {
            if (!entry.twin() && entry.choice() instanceof ServerChoice.OfTarget) {
                var name = entry.name().replaceAll("[^A-Za-z0-9.-]", "-");
                var flags = Profile.of(kind, recordings, name).flags();
                var looking = new Comparison(plan.lookingInto(entry, flags), progress);
                looking.run();
                looking.problems().values().forEach(progress::problem);
            }
        }
    }

    private static Outline outline(Plan plan) {
        return new Outline(
                plan.scenario().id(),
                plan.scenario().expectation(),
                plan.scenario().metrics(plan.settings()),
                plan.pilots().stream().map(Entry::name).toList(),
                Plan.PILOT,
                plan.blocks().stream()
                        .map(block -> block.stream().map(Entry::name).toList())
                        .toList(),
                plan.forkTime(),
                plan.cpus().describe(),
                plan.seed());
    }

    private Outcome outcome(Planned planned, Instant startedAt) {
        return new Outcome(
                planned.plan(),
                Version.text(),
                CommandLineText.typed(spec),
                startedAt,
                Environment.read(),
                planned.skipped());
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
            Launcher launcher,
            List<String> skipped)
            throws CommandFailure {
        var entries = new ArrayList<Entry>();
        for (var name : targets.isEmpty() ? DEFAULT_TARGETS : targets) {
            if (entries.stream().anyMatch(entry -> entry.name().equals(name))) {
                throw bounds.violation("target '%s' was named twice".formatted(name));
            }
            var choice = servers.choice(bounds, name);
            launcher.unavailable(choice, scenario)
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
