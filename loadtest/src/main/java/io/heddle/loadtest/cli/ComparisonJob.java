package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Comparison;
import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Outcome;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.measure.Environment;
import io.heddle.loadtest.measure.Profile;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.report.files.ReportFolder;
import io.heddle.loadtest.report.html.HtmlReport;
import io.heddle.loadtest.report.live.Progress;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.PlanText;
import io.heddle.loadtest.result.ComparisonResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Runs comparisons and reports them, for the commands that have the options for it.
record ComparisonJob(
        CommandSpec spec, ComparisonOptions comparison, GateOptions gates, OutputOptions output) {
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
}
