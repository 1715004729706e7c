package io.heddle.loadtest.cli;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Renders stored results again.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Render stored results again, in any format.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class ReportCommand implements Callable<Integer> {
    private static final String RESULT = "result.json";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|FILE",
            arity = "1..*",
            description = "folders with a result.json, or such files")
    private List<Path> paths = new ArrayList<>();

    @Mixin private OutputOptions outputOptions;

    @Override
    public Integer call() throws IOException, CommandFailure {
        outputOptions.check(new Bounds(spec.commandLine()));
        var results = new ArrayList<ComparisonResult>();
        for (var path : paths) {
            results.add(
                    ResultFiles.comparison(Files.isDirectory(path) ? path.resolve(RESULT) : path));
        }
        outputOptions.report(spec, results);
        return ExitCodes.OK;
    }
}
