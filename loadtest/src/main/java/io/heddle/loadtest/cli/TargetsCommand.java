package io.heddle.loadtest.cli;

import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Targets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists the targets.
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "List the servers that can be compared.")
final class TargetsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var output = spec.commandLine().getOut();
        for (var target : Targets.all()) {
            output.printf("%-12s %s%n", target.name(), target.summary());
            output.printf("%-12s variants by %s%n", "", variants(target));
            target.unavailable()
                    .ifPresent(reason -> output.printf("%-12s not here: %s%n", "", reason));
        }
        return ExitCodes.OK;
    }

    /// Its parameters, with the words that they are chosen from: `[pollers, timeouts=on|off]`.
    private static List<String> variants(Target target) {
        return target.parameters().stream()
                .sorted()
                .map(parameter -> {
                    var words = target.words(parameter);
                    return words.isEmpty() ? parameter : parameter + "=" + String.join("|", words);
                })
                .toList();
    }
}
