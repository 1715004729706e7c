package io.heddle.loadtest.cli;

import io.heddle.loadtest.report.text.DifferenceText;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.statistics.Difference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Compares two stored results.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Compare two stored results of the same scenario; exit 4 on a regression.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class DiffCommand implements Callable<Integer> {
    private static final double CONFIDENCE = 0.95;
    private static final long SEED = 2520;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "the older result")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "the newer result")
    private Path after;

    @Option(
            names = "--min-effect",
            paramLabel = "PCT",
            defaultValue = "3%",
            converter = Converters.OfShare.class,
            description = "the smallest difference of interest (default: 3%%)")
    private double minEffect;

    @Mixin private OutputOptions outputOptions;

    @Override
    public Integer call() throws IOException, CommandFailure {
        var bounds = new Bounds(spec.commandLine());
        outputOptions.check(bounds);
        bounds.between("--min-effect", minEffect, 0, 1);
        var earlier = ResultFiles.comparison(before);
        var later = ResultFiles.comparison(after);
        var difference =
                bounds.checked(() -> Difference.of(earlier, later, minEffect, CONFIDENCE, SEED));
        var text = outputOptions.text(spec);
        DifferenceText.lines(difference, outputOptions.style()).forEach(text::println);
        text.flush();
        outputOptions.writeJson(
                spec,
                ResultFiles.json(
                        DifferenceText.result(difference, Version.text(), earlier, later)));
        return difference.hasRegression() ? ExitCodes.REGRESSION : ExitCodes.OK;
    }
}
