package io.heddle.loadtest.cli;

import io.heddle.loadtest.quantity.Sizes;
import io.heddle.loadtest.scenario.Scenario;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists the scenarios with what is expected of them.
@Command(
        name = "scenarios",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "List the loads, what each measures and what is expected.")
final class ScenariosCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var output = spec.commandLine().getOut();
        for (var scenario : Scenario.values()) {
            output.printf(
                    "%-12s %s (%s)%n",
                    scenario.id(), scenario.summary(), Sizes.format(scenario.payloadBytes()));
            output.printf("%-12s expected: %s%n", "", scenario.expectation());
        }
        return ExitCodes.OK;
    }
}
