package io.heddle.loadtest.cli;

import io.heddle.loadtest.report.files.Output;
import io.heddle.loadtest.report.files.ReportFolder;
import io.heddle.loadtest.report.live.Progress;
import io.heddle.loadtest.report.live.Terminal;
import io.heddle.loadtest.report.text.ComparisonText;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.RunText;
import io.heddle.loadtest.report.text.Style;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options that decide what is shown, and where.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class OutputOptions {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "folder for the result and its report (default: loadtest-results/<time>-<name>)")
    private @Nullable Path out;

    @Option(names = "--no-out", description = "leave no folder")
    private boolean noOut;

    @Option(names = "--json", paramLabel = "FILE|-", description = "everything, for programs")
    private @Nullable String json;

    @Option(names = "--csv", paramLabel = "FILE|-", description = "a line for each fork")
    private @Nullable String csv;

    @Option(names = "--html", paramLabel = "FILE|-", description = "the report for browsers")
    private @Nullable String html;

    @Option(names = "--markdown", paramLabel = "FILE|-", description = "a table to paste")
    private @Nullable String markdown;

    @Option(names = "--hgrm", paramLabel = "FILE|-", description = "percentiles for plotters")
    private @Nullable String hgrm;

    @Option(names = "--hlog", paramLabel = "FILE|-", description = "histograms, lossless")
    private @Nullable String hlog;

    @Option(names = "--timeseries", paramLabel = "FILE|-", description = "timelines as NDJSON")
    private @Nullable String timeseries;

    @Option(
            names = "--progress",
            paramLabel = "HOW",
            defaultValue = "auto",
            description = "auto, panel, plain, json or none (default: auto)")
    private Progress.Kind progress;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never (default: auto; NO_COLOR is heeded)")
    private Style.Colours colours;

    @Option(
            names = {"-q", "--quiet"},
            description = "show the result only")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    /// Refuses what could not be written, before anything runs.
    void check(Bounds bounds) {
        try {
            for (var output : outputs()) {
                output.prepare();
            }
            if (out != null) {
                ReportFolder.prepare(out);
            }
        } catch (IOException e) {
            throw bounds.violation(String.valueOf(e.getMessage()));
        }
        if (outputs().stream().filter(Output::isStandardOutput).count() > 1) {
            throw bounds.violation("only one output may go to standard output");
        }
    }

    /// The same for a run, of which there is no report for browsers.
    void checkRun(Bounds bounds) {
        if (html != null) {
            throw bounds.violation("a run has no report for browsers: --html needs a comparison");
        }
        check(bounds);
    }

    /// Where people read: standard output, unless something for programs goes there.
    PrintWriter text(CommandSpec spec) {
        boolean taken = outputs().stream().anyMatch(Output::isStandardOutput);
        return taken ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /// The folder for what a command finds; null if none is wanted.
    ///
    /// @param name of the default folder, after the time
    @Nullable Path folder(Instant startedAt, String name) {
        if (noOut) {
            return null;
        }
        return out == null ? ReportFolder.defaultPath(startedAt, name) : out;
    }

    /// Shows comparisons to people and writes every output that was asked for.
    void report(CommandSpec spec, List<ComparisonResult> results) throws IOException {
        var text = text(spec);
        for (var result : results) {
            text.println();
            ComparisonText.lines(result, style()).forEach(text::println);
        }
        text.flush();
        for (var output : outputs()) {
            var standardOutput = new ByteArrayOutputStream();
            output.write(results, standardOutput);
            print(spec, standardOutput);
        }
    }

    /// Says something to people, unless they want the result only.
    void tell(CommandSpec spec, String line) {
        if (!quiet) {
            text(spec).println(line);
            text(spec).flush();
        }
    }

    /// Shows a run to people and writes every output that was asked for.
    void reportRun(CommandSpec spec, RunResult run) throws IOException {
        var text = text(spec);
        RunText.lines(run, style()).forEach(text::println);
        text.flush();
        for (var output : outputs()) {
            var standardOutput = new ByteArrayOutputStream();
            output.write(run, standardOutput);
            print(spec, standardOutput);
        }
    }

    private static void print(CommandSpec spec, ByteArrayOutputStream bytes) {
        spec.commandLine().getOut().print(bytes.toString(StandardCharsets.UTF_8));
        spec.commandLine().getOut().flush();
    }

    /// Writes JSON that is no comparison and no run, if it was asked for.
    void writeJson(CommandSpec spec, String text) throws IOException {
        if (json == null) {
            return;
        }
        if (json.equals("-")) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(Path.of(json), text, StandardCharsets.UTF_8);
        }
    }

    /// Shows on standard error how the work gets on.
    ///
    /// @param plan what is going to be done; null for a single run
    Progress progress(CommandSpec spec, @Nullable Outline plan) {
        var shown =
                Progress.of(
                        quiet ? Progress.Kind.NONE : progress,
                        Terminal.ofStandardError(System.getenv()),
                        spec.commandLine().getErr(),
                        style(),
                        System::nanoTime);
        if (plan != null) {
            shown.begins(plan);
        }
        return shown;
    }

    Style style() {
        boolean terminal = Terminal.standardOutputIsTerminal();
        return Style.of(colours, terminal, System.getenv(), StandardCharsets.UTF_8);
    }

    private List<Output> outputs() {
        var outputs = new ArrayList<Output>();
        add(outputs, Output.Format.JSON, json);
        add(outputs, Output.Format.CSV, csv);
        add(outputs, Output.Format.HTML, html);
        add(outputs, Output.Format.MARKDOWN, markdown);
        add(outputs, Output.Format.HGRM, hgrm);
        add(outputs, Output.Format.HLOG, hlog);
        add(outputs, Output.Format.TIMESERIES, timeseries);
        return outputs;
    }

    private static void add(
            List<Output> outputs, Output.Format format, @Nullable String destination) {
        if (destination != null) {
            outputs.add(new Output(format, destination));
        }
    }
}
