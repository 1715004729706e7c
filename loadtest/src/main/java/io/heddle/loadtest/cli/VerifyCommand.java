package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.AnswerCheck;
import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks answers, without load.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Check that targets answer rightly; no load.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class VerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "1..*",
            description = "a name (see 'heddle targets'), exec:COMMAND, or a URI")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--protocol",
            paramLabel = "P",
            defaultValue = "raw",
            description = "what targets that are named speak: raw, bench or http (default: raw)")
    private Protocol protocol;

    @Mixin private CpuOptions cpuOptions;
    @Mixin private ServerOptions serverOptions;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        var processes = new ServerProcesses();
        var launcher =
                serverOptions.launcher(
                        bounds, cpuOptions.plan(), processes, ServerOptions.SMALL_BUFFER);
        var output = spec.commandLine().getOut();
        try (var interruption = Interruption.endsWith(processes)) {
            for (var target : targets) {
                var choice = serverOptions.choice(bounds, target);
                var spoken = Launcher.protocol(choice, protocol);
                var unavailable = launcher.unavailable(choice, spoken);
                if (unavailable.isPresent()) {
                    throw new CommandFailure(
                            ExitCodes.REFUSED, "%s: %s".formatted(target, unavailable.get()));
                }
                try (var server = launcher.start(choice, spoken, null)) {
                    var endpoint = launcher.endpoint(choice, server, spoken);
                    for (var line : AnswerCheck.run(endpoint, false)) {
                        output.printf("%s: %s%n", target, line);
                    }
                    output.flush();
                }
            }
            interruption.workEnded();
        }
        return ExitCodes.OK;
    }
}
