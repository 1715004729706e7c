package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.quantity.Counts;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.scenario.LadderScenario;
import io.heddle.loadtest.scenario.ScenarioSpec;
import io.heddle.loadtest.scenario.Scenarios;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Varies one parameter.
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Compare while one parameter takes several values.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class SweepCommand implements Callable<Integer> {
    private static final String CONNECTIONS = "connections";
    private static final String RATE = "rate";
    private static final int MOST_VALUES = 50;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "TARGET", arity = "1..*", description = "what to compare")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--over",
            required = true,
            paramLabel = "NAME=V,V,…",
            description =
                    "connections=1,16,256; rate=1k,5k,20k (one fork goes through all); or a"
                            + " parameter of the scenario, such as payload=64B,1KiB")
    private String over;

    @Option(
            names = "--scenario",
            paramLabel = "NAME[:k=v,…]",
            defaultValue = "echo",
            description = "the load (default: ${DEFAULT-VALUE})")
    private String scenario;

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        var job = options.job(spec, bounds);
        var processes = new ServerProcesses();
        var planned = plans(bounds, processes);
        if (options.comparison().dryRun()) {
            planned.forEach(job::show);
            return ExitCodes.OK;
        }
        return job.run(planned, processes);
    }

    private List<Planned> plans(Bounds bounds, ServerProcesses processes) throws CommandFailure {
        int equals = over.indexOf('=');
        if (equals < 1 || equals == over.length() - 1) {
            throw bounds.violation("--over must be NAME=V,V,…, was '%s'".formatted(over));
        }
        var name = over.substring(0, equals);
        var values = Arrays.asList(over.substring(equals + 1).split(",", -1));
        bounds.between("the number of values of --over", values.size(), 1, MOST_VALUES, "");
        var chosen =
                bounds.parsed(
                        "--scenario", scenario, text -> ScenarioSpec.parse(text, Scenarios::named));
        if (name.equals(RATE)) {
            var rates =
                    values.stream()
                            .map(value -> bounds.parsed("--over", value, Rates::parse))
                            .toList();
            var settings = options.comparison().settings(bounds, chosen.parameters());
            return List.of(
                    options.planner()
                            .plan(
                                    bounds,
                                    processes,
                                    targets,
                                    new LadderScenario(rates),
                                    settings.withLoadShares(List.of()).withIdleCrowds(List.of())));
        }
        var plans = new ArrayList<Planned>();
        for (var value : values) {
            var one = planned(bounds, processes, chosen, name, value);
            plans.add(new Planned(name + "-" + value, one.plan(), one.skipped()));
        }
        return plans;
    }

    private Planned planned(
            Bounds bounds,
            ServerProcesses processes,
            ScenarioSpec chosen,
            String name,
            String value)
            throws CommandFailure {
        if (name.equals(CONNECTIONS)) {
            int connections = bounds.parsed("--over", value, Counts::parse);
            var settings =
                    options.comparison()
                            .settings(bounds, chosen.parameters())
                            .withConnections(connections);
            return options.planner().plan(bounds, processes, targets, chosen.scenario(), settings);
        }
        var separator = scenario.contains(":") ? "," : ":";
        var changed =
                bounds.parsed(
                        "--over",
                        scenario + separator + name + "=" + value,
                        text -> ScenarioSpec.parse(text, Scenarios::named));
        return options.planner()
                .plan(
                        bounds,
                        processes,
                        targets,
                        changed.scenario(),
                        options.comparison().settings(bounds, changed.parameters()));
    }
}
