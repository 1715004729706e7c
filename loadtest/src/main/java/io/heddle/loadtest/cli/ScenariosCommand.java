package io.heddle.loadtest.cli;

import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.scenario.Parameter;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.Scenarios;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lists the scenarios.
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "List the loads that servers can be compared under.")
final class ScenariosCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--json", description = "as JSON, for programs")
    private boolean json;

    private record Listing(List<Listed> scenarios) {}

    private record Listed(
            String id,
            String summary,
            String expectation,
            String protocol,
            List<Parameter> parameters) {}

    @Override
    public Integer call() {
        var output = spec.commandLine().getOut();
        if (json) {
            output.print(
                    ResultFiles.json(
                            new Listing(
                                    Scenarios.all().stream()
                                            .map(ScenariosCommand::listed)
                                            .toList())));
            output.flush();
            return ExitCodes.OK;
        }
        for (var scenario : Scenarios.all()) {
            output.printf("%-12s %s%n", scenario.id(), scenario.summary());
            output.printf("%-12s expected: %s%n", "", scenario.expectation());
            for (var parameter : scenario.parameters()) {
                output.printf(
                        "%-12s %s=%s  %s%n",
                        "", parameter.name(), parameter.defaultText(), parameter.summary());
            }
        }
        return ExitCodes.OK;
    }

    private static Listed listed(Scenario scenario) {
        return new Listed(
                scenario.id(),
                scenario.summary(),
                scenario.expectation(),
                scenario.protocol().name(),
                scenario.parameters());
    }
}
