package io.heddle.loadtest.report.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.report.files.Output.Format;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.result.SampleResults;
import io.heddle.loadtest.result.SampleRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class OutputTest {
    private static final ComparisonResult RESULT = SampleResults.troubled();

    @TempDir Path folder;

    @Test
    void writesEveryFormatToFilesAndToTheStandardOutputAlike() throws IOException {
        for (var format : Format.values()) {
            var file = folder.resolve(format.name());
            var output = new Output(format, file.toString());
            output.prepare();

            output.write(List.of(RESULT), new ByteArrayOutputStream());

            assertEquals(text(format), Files.readString(file));
            assertTrue(Files.size(file) > 0);
        }
    }

    @Test
    void writesALineOfCsvForEachFork() throws IOException {
        var lines = text(Format.CSV).lines().toList();

        assertEquals(
                "scenario,target,twin,block,position,started_at,steady,warm_up_s,valid,"
                        + "cpu_us_per_request,p50_us,p99_us,heap_bytes_per_connection,requests_per_second",
                lines.getFirst());
        assertEquals(
                1 + RESULT.targets().stream().mapToInt(target -> target.forks().size()).sum(),
                lines.size());
        assertTrue(lines.get(1).startsWith("echo,netty-epoll,false,1,"), lines.get(1));
    }

    @Test
    void writesOnePointOfATimelineALine() throws IOException {
        var first =
                JsonMapper.shared()
                        .readTree(text(Format.TIMESERIES).lines().findFirst().orElseThrow());

        assertEquals("netty-epoll", first.get("target").asString());
        assertEquals(1, first.get("block").asInt());
        assertEquals("warm-up", first.get("window").asString());
        assertTrue(first.has("p99_us"));
    }

    @Test
    void writesRuns() throws IOException {
        var run = SampleRuns.open();

        assertEquals(ResultFiles.json(run), text(Format.JSON, run));
        assertEquals(2, text(Format.CSV, run).lines().count());
        assertTrue(text(Format.MARKDOWN, run).startsWith("```text\n"));
        assertTrue(text(Format.HGRM, run).contains("1/(1-Percentile)"));
        assertTrue(text(Format.HLOG, run).contains("Tag=run,"));
        assertEquals(run.window().series().size(), text(Format.TIMESERIES, run).lines().count());
        assertThrows(IllegalArgumentException.class, () -> text(Format.HTML, run));
    }

    @Test
    void findsBeforeTheRunWhatCannotBeWritten() {
        assertRefuses(folder.toString(), "cannot write " + folder + ": it is a folder");
        var missing = folder.resolve("missing/x.json");
        assertRefuses(
                missing.toString(),
                "cannot write %s: there is no folder %s".formatted(missing, missing.getParent()));
    }

    @Test
    void quotesWhatCsvWouldMisread() {
        var run = SampleRuns.open();

        assertTrue(Csv.run(run).contains("\"open, 18,000/s\""), Csv.run(run));
    }

    private static void assertRefuses(String destination, String message) {
        var output = new Output(Format.JSON, destination);

        assertEquals(message, assertThrows(IOException.class, output::prepare).getMessage());
    }

    private static String text(Format format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Output(format, "-").write(List.of(RESULT), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String text(Format format, RunResult run) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Output(format, "-").write(run, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
