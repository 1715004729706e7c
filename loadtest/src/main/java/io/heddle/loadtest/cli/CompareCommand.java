package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.ServerProcesses;
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

/// Compares targets under one load.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Put the same load on several servers and show what each cost.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class CompareCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..*",
            description = {
                "what to compare, such as heddle, netty-epoll:loops=2, exec:COMMAND or a URI; see"
                        + " 'heddle targets'",
                "(default: heddle raw-vt netty-epoll)"
            })
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--scenario",
            paramLabel = "NAME[:k=v,…]",
            defaultValue = "echo",
            description = "the load (default: ${DEFAULT-VALUE}); see 'heddle scenarios'")
    private String scenario;

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        var job = options.job(spec, bounds);
        var processes = new ServerProcesses();
        var planned = options.planner().plan(bounds, processes, targets, scenario);
        if (options.comparison().dryRun()) {
            job.show(planned);
            return ExitCodes.OK;
        }
        return job.run(List.of(planned), processes);
    }
}
