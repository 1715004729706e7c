package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.ComparisonProgress;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.report.JsonReport;
import io.heddle.loadtest.report.NoProgress;
import io.heddle.loadtest.report.ProgressLine;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The options that decide what is shown, and where.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class OutputOptions {
    private static final String STANDARD_OUTPUT = "-";

    /// How progress is shown.
    enum ProgressChoice {
        AUTO,
        PLAIN,
        NONE
    }

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write the result with every round's numbers; - for standard output")
    private @Nullable String json;

    @Option(
            names = "--progress",
            paramLabel = "HOW",
            defaultValue = "auto",
            description = "auto: one rewritten line on a terminal; plain: a line a run; none")
    private ProgressChoice progress;

    @Option(
            names = {"-q", "--quiet"},
            description = "show the result only")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    /// Where people read: standard output, unless the JSON goes there.
    PrintWriter text(CommandLine command) {
        return STANDARD_OUTPUT.equals(json) ? command.getErr() : command.getOut();
    }

    /// Shows progress on standard error.
    ComparisonProgress progress(CommandLine command, Plan plan) {
        if (quiet || progress == ProgressChoice.NONE) {
            return new NoProgress();
        }
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new ProgressLine(
                plan, command.getErr(), terminal && progress == ProgressChoice.AUTO);
    }

    /// Refuses a JSON file that cannot be written, before anything runs.
    void check(Bounds bounds) {
        if (json == null || json.equals(STANDARD_OUTPUT)) {
            return;
        }
        var file = Path.of(json).toAbsolutePath();
        var directory = file.getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw bounds.violation(
                    "--json must name a file that can be written, was '%s'".formatted(json));
        }
    }

    void writeJson(CommandLine command, JsonReport report) throws IOException {
        if (json == null) {
            return;
        }
        if (json.equals(STANDARD_OUTPUT)) {
            command.getOut().println(report.text());
            command.getOut().flush();
        } else {
            Files.writeString(Path.of(json), report.text() + "\n");
        }
    }
}
