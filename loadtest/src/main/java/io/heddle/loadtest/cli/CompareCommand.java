package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Comparison;
import io.heddle.loadtest.compare.ComparisonResult;
import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.report.Environment;
import io.heddle.loadtest.report.JsonReport;
import io.heddle.loadtest.report.PlanText;
import io.heddle.loadtest.report.ResultText;
import io.heddle.loadtest.target.TargetSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Compares targets under one load.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Put the same load on several servers and show what each cost.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class CompareCommand implements Callable<Integer> {
    private static final List<String> DEFAULT_TARGETS =
            List.of("heddle", "raw-vt", "nio-reactor", "netty-nio", "netty-epoll");
    private static final String PREFERRED_BASELINE = "netty-epoll";
    private static final int MOST_ROUNDS = 100;
    private static final int SEEDS = 65_536;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..*",
            description = {
                "what to compare, such as heddle or netty-epoll:loops=2; see 'heddle targets'",
                "(default: heddle raw-vt nio-reactor netty-nio netty-epoll)"
            })
    private List<String> targets = new ArrayList<>();

    @Mixin private LoadOptions loadOptions;

    @Option(
            names = {"--rounds", "--forks"},
            paramLabel = "N",
            defaultValue = "3",
            converter = Converters.OfCount.class,
            description = "runs of each target, each in a fresh JVM (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--baseline",
            paramLabel = "TARGET",
            description =
                    "what the others are compared with (default: netty-epoll, else the first)")
    private @Nullable String baseline;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides the order within the rounds (default: random, printed)")
    private @Nullable Long seed;

    @Mixin private ServerOptions serverOptions;
    @Mixin private OutputOptions outputOptions;

    @Option(names = "--dry-run", description = "show the plan and its time, start nothing")
    private boolean dryRun;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        outputOptions.check(bounds);
        var text = outputOptions.text(spec.commandLine());
        var skipped = new ArrayList<String>();
        var plan = Feasible.on(plan(bounds, skipped), skipped);
        if (dryRun) {
            show(skipped, PlanText.details(plan), text);
            return ExitCodes.OK;
        }
        if (!outputOptions.quiet()) {
            show(skipped, PlanText.summary(plan), text);
        }
        return run(plan, text);
    }

    private static void show(List<String> skipped, List<String> plan, PrintWriter text) {
        skipped.forEach(reason -> text.println("skipped: " + reason));
        plan.forEach(text::println);
        text.flush();
    }

    private Plan plan(Bounds bounds, List<String> skipped) throws CommandFailure {
        bounds.between("--rounds", rounds, 1, MOST_ROUNDS, "");
        var cpus = serverOptions.cpus();
        var load = loadOptions.load(bounds, cpus.clientLoops());
        var servers = serverOptions.servers(bounds, cpus, load.payloadBytes());
        var entries = Entry.of(available(bounds, skipped));
        return new Plan(
                entries,
                baseline(bounds, entries),
                load,
                servers,
                rounds,
                seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed);
    }

    /// Leaves out what cannot run on this system.
    private List<TargetSpec> available(Bounds bounds, List<String> skipped) throws CommandFailure {
        var available = new ArrayList<TargetSpec>();
        for (var name : targets.isEmpty() ? DEFAULT_TARGETS : targets) {
            var target = bounds.target(name);
            target.target()
                    .unavailable()
                    .ifPresentOrElse(
                            reason -> skipped.add(target.text() + ": " + reason),
                            () -> available.add(target));
        }
        if (available.isEmpty()) {
            throw new CommandFailure(ExitCodes.REFUSED, "skipped: " + String.join("; ", skipped));
        }
        return available;
    }

    private Entry baseline(Bounds bounds, List<Entry> entries) {
        if (baseline == null) {
            return entries.stream()
                    .filter(entry -> entry.name().equals(PREFERRED_BASELINE))
                    .findFirst()
                    .orElse(entries.getFirst());
        }
        return entries.stream()
                .filter(entry -> entry.name().equals(baseline))
                .findFirst()
                .orElseThrow(() ->
                        bounds.violation(
                                "--baseline must be one of %s, was '%s'"
                                        .formatted(
                                                entries.stream().map(Entry::name).toList(),
                                                baseline)));
    }

    private int run(Plan plan, PrintWriter text) throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        var environment = Environment.read(cores);
        var processes = new ServerProcesses();
        try (var interruption = Interruption.endsWith(processes)) {
            if (plan.servers().cpus().mode() == CpuPlan.Mode.SPLIT) {
                Affinity.pinThisProcess(plan.servers().cpus().client());
            }
            ComparisonResult result;
            try (var progress = outputOptions.progress(spec.commandLine(), plan)) {
                result = new Comparison(plan, processes, progress).run();
            }
            interruption.workEnded();
            text.println();
            ResultText.lines(result).forEach(text::println);
            text.flush();
            outputOptions.writeJson(spec.commandLine(), JsonReport.of(result, environment));
            return result.complete() ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }
}
