package io.heddle.loadtest.report.files;

import io.heddle.loadtest.report.html.HtmlReport;
import io.heddle.loadtest.report.text.ComparisonMarkdown;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.PlanInfo;
import io.heddle.loadtest.result.ResultFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/// The folder of one comparison: its result, and all that is made from it.
///
/// The same result makes the same files, byte for byte. Used by one thread.
public final class ReportFolder {
    /// What holds all of a comparison, without loss.
    public static final String RESULT = "result.json";

    private static final String DEFAULT_PARENT = "loadtest-results";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /// Where a comparison is left if nobody says where: `loadtest-results/<utc>-<id>`.
    ///
    /// @param id what tells it from others of the same second, such as the seed in hexadecimal
    public static Path defaultPath(Instant now, String id) {
        return Path.of(DEFAULT_PARENT, NAME.format(now) + "-" + id);
    }

    /// Makes a folder ready for a new result, so that a run does not find at its end that it cannot
    /// leave anything.
    ///
    /// @throws IOException if it cannot be made or written to, or holds a result already; the
    ///   message is one line that names the folder
    public static ReportFolder prepare(Path folder) throws IOException {
        if (Files.exists(folder.resolve(RESULT))) {
            throw new IOException(
                    "%s holds a result already, choose another folder".formatted(folder));
        }
        return writable(folder);
    }

    /// The folder of a result that exists already, to render it again or to go on with it.
    ///
    /// @throws IOException if it holds no result, or cannot be written to
    public static ReportFolder existing(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(RESULT))) {
            throw new IOException("%s holds no %s".formatted(folder, RESULT));
        }
        return writable(folder);
    }

    public Path path() {
        return folder;
    }

    /// Reads the result that it holds.
    public ComparisonResult result() throws IOException {
        return ResultFiles.comparison(folder.resolve(RESULT));
    }

    /// Leaves a result, whole or partial, in place of the previous one at once: whoever kills the
    /// program keeps one of the two.
    public void store(ComparisonResult result) throws IOException {
        var next = folder.resolve(RESULT + ".next");
        Files.writeString(next, ResultFiles.json(result), StandardCharsets.UTF_8);
        Files.move(next, folder.resolve(RESULT), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Leaves a result and everything that is made from it.
    public void write(ComparisonResult result) throws IOException {
        store(result);
        write("summary.md", ComparisonMarkdown.of(result));
        write("forks.csv", Csv.forks(List.of(result)));
        write("series.ndjson", Series.of(List.of(result)));
        write("env.json", ResultFiles.json(Environment.of(result)));
        var names = FileNames.of(result.targets().stream().map(target -> target.name()).toList());
        Files.createDirectories(folder.resolve("hdr"));
        for (var target : result.targets()) {
            var name = "hdr/" + names.get(target.name());
            write(name + ".hlog", HdrText.hlog(target));
            for (var fork : target.forks()) {
                var hgrm = HdrText.hgrm(Histograms.responses(fork));
                write("%s.%d.hgrm".formatted(name, fork.block()), hgrm);
            }
        }
        write("report.html", HtmlReport.render(List.of(result)));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static ReportFolder writable(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (FileSystemException e) {
            throw new IOException("cannot write to folder %s: %s".formatted(folder, reason(e)), e);
        }
        return new ReportFolder(folder);
    }

    /// What the system says, without the file's name; some exceptions say it by their class alone.
    static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException _ -> e.getFile() + " is no folder";
            case java.nio.file.NoSuchFileException _ -> "there is no " + e.getFile();
            default -> e.getClass().getSimpleName();
        };
    }

    /// What must be known to run it again.
    private record Environment(
            String schema,
            String tool,
            List<String> command,
            String startedAt,
            Map<String, String> environment,
            String scenario,
            Map<String, String> settings,
            PlanInfo plan) {
        static Environment of(ComparisonResult result) {
            return new Environment(
                    result.schema(),
                    result.tool(),
                    result.command(),
                    result.startedAt(),
                    result.environment(),
                    result.scenario().id(),
                    result.scenario().settings(),
                    result.plan());
        }
    }
}
