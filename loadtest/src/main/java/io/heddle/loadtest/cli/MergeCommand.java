package io.heddle.loadtest.cli;

import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.statistics.Merge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Adds up what several clients saw.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Add up the results of runs that loaded one server at the same time.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class MergeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "2..*", description = "what 'run --json' has written")
    private List<Path> files = new ArrayList<>();

    @Mixin private OutputOptions outputOptions;

    @Override
    public Integer call() throws IOException, CommandFailure {
        var bounds = new Bounds(spec.commandLine());
        outputOptions.checkRun(bounds);
        var runs = new ArrayList<RunResult>();
        for (var file : files) {
            runs.add(ResultFiles.run(file));
        }
        outputOptions.reportRun(
                spec, bounds.checked(() -> Merge.of(runs, CommandLineText.typed(spec))));
        return ExitCodes.OK;
    }
}
