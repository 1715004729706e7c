package io.heddle.loadtest.report.files;

import io.heddle.loadtest.report.html.HtmlReport;
import io.heddle.loadtest.report.text.ComparisonMarkdown;
import io.heddle.loadtest.report.text.RunText;
import io.heddle.loadtest.report.text.Style;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.RunResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One output that was asked for, such as `--json=result.json` or `--markdown=-`.
///
/// @param destination a file, or `-` for the standard output; an existing file is replaced
public record Output(Format format, String destination) {
    private static final String STANDARD_OUTPUT = "-";

    /// What an output holds.
    public enum Format {
        /// All of it; several comparisons one after the other.
        JSON,
        /// A line for each fork.
        CSV,
        /// The report for browsers.
        HTML,
        MARKDOWN,
        /// Percentiles of the response time; a section for each target.
        HGRM,
        /// Histograms of the response time; a section for each target.
        HLOG,
        /// The timelines, one point a line.
        TIMESERIES
    }

    public boolean isStandardOutput() {
        return destination.equals(STANDARD_OUTPUT);
    }

    /// Finds before the run what would make the output fail after it.
    ///
    /// @throws IOException if the destination is a folder, or cannot be written to; the message is
    ///   one line that names it
    public void prepare() throws IOException {
        if (isStandardOutput()) {
            return;
        }
        var file = Path.of(destination).toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new IOException("cannot write %s: it is a folder".formatted(destination));
        }
        var folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(
                    "cannot write %s: there is no folder %s".formatted(destination, folder));
        }
        try {
            if (Files.exists(file)) {
                if (!Files.isWritable(file)) {
                    throw new IOException(
                            "cannot write %s: permission denied".formatted(destination));
                }
            } else {
                Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "cannot write %s: %s".formatted(destination, ReportFolder.reason(e)), e);
        }
    }

    /// Writes comparisons.
    ///
    /// @param standardOutput is flushed, not closed
    public void write(List<ComparisonResult> results, OutputStream standardOutput)
            throws IOException {
        write(
                switch (format) {
                    case JSON -> each(results, ResultFiles::json);
                    case CSV -> Csv.forks(results);
                    case HTML -> HtmlReport.render(results);
                    case MARKDOWN ->
                            results.stream()
                                    .map(ComparisonMarkdown::of)
                                    .collect(Collectors.joining("\n"));
                    case HGRM -> each(results, Output::hgrm);
                    case HLOG -> each(results, Output::hlog);
                    case TIMESERIES -> Series.of(results);
                },
                standardOutput);
    }

    /// Writes a run.
    ///
    /// @throws IllegalArgumentException for [Format#HTML], which shows comparisons only
    public void write(RunResult run, OutputStream standardOutput) throws IOException {
        var name = run.target();
        write(
                switch (format) {
                    case JSON -> ResultFiles.json(run);
                    case CSV -> Csv.run(run);
                    case MARKDOWN ->
                            "```text\n"
                                    + String.join(
                                            "\n", RunText.lines(run, Style.PLAIN.withUnicode()))
                                    + "\n```\n";
                    case HGRM ->
                            Histograms.of(run.window(), Histograms.RESPONSE)
                                    .map(HdrText::hgrm)
                                    .orElse("");
                    case HLOG -> HdrText.hlog(name, run.startedAt(), run.window());
                    case TIMESERIES -> Series.of(run);
                    case HTML ->
                            throw new IllegalArgumentException("a run has no report for browsers");
                },
                standardOutput);
    }

    private void write(String text, OutputStream standardOutput) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (isStandardOutput()) {
            standardOutput.write(bytes);
            standardOutput.flush();
        } else {
            Files.write(Path.of(destination), bytes);
        }
    }

    private static String each(
            List<ComparisonResult> results, Function<ComparisonResult, String> text) {
        return results.stream().map(text).collect(Collectors.joining());
    }

    private static String hgrm(ComparisonResult result) {
        return result.targets().stream()
                .map(target ->
                        section(result, target.name(), HdrText.hgrm(Histograms.responses(target))))
                .collect(Collectors.joining());
    }

    private static String hlog(ComparisonResult result) {
        return result.targets().stream()
                .map(target -> section(result, target.name(), HdrText.hlog(target)))
                .collect(Collectors.joining());
    }

    private static String section(ComparisonResult result, String target, String text) {
        return "#[%s: %s]\n%s"
                .formatted(result.scenario().id(), target.replaceAll("[\\p{Cntrl}\\]]", "_"), text);
    }
}
