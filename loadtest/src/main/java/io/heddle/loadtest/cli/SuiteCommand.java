package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.Scenarios;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs many scenarios, one after the other.
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Compare under every scenario, and write one report.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class SuiteCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "EFFORT",
            arity = "0..1",
            defaultValue = "quick",
            description = "quick, standard or full (default: ${DEFAULT-VALUE})")
    private Effort effort;

    @Parameters(
            index = "1..*",
            paramLabel = "TARGET",
            arity = "0..*",
            description = "what to compare (default: heddle raw-vt netty-epoll)")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--scenarios",
            paramLabel = "NAME,…",
            split = ";",
            description = "which, separated by semicolons (default: all)")
    private List<String> scenarios = new ArrayList<>();

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        options.comparison().use(effort);
        var bounds = new Bounds(spec.commandLine());
        var job = options.job(spec, bounds);
        var processes = new ServerProcesses();
        var text = options.output().text(spec);
        var planned = new ArrayList<Planned>();
        for (var scenario : chosen()) {
            try {
                planned.add(options.planner().plan(bounds, processes, targets, scenario));
            } catch (CommandFailure e) {
                text.println(scenario + ": " + e.getMessage());
            }
        }
        if (options.comparison().dryRun()) {
            planned.forEach(job::show);
            text.println("all: about " + Durations.format(time(planned)));
            text.flush();
            return ExitCodes.OK;
        }
        return job.run(planned, processes);
    }

    private List<String> chosen() {
        return scenarios.isEmpty()
                ? Scenarios.all().stream().map(Scenario::id).toList()
                : scenarios;
    }

    private static Duration time(List<Planned> planned) {
        return planned.stream()
                .map(plan -> plan.plan().time())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
