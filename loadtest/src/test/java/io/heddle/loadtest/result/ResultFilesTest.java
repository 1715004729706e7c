package io.heddle.loadtest.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultFilesTest {
    private static final List<String> LATENCY =
            List.of("min", "p50", "p90", "p99", "p999", "max", "mean", "n");

    @TempDir Path folder;

    @Test
    void readsComparisonsBackWithoutLoss() throws IOException {
        for (var result : List.of(SampleResults.troubled(), SampleResults.closedOnly())) {
            assertEquals(result, ResultFiles.comparison(file(ResultFiles.json(result))));
        }
    }

    @Test
    void readsRunsBackWithoutLoss() throws IOException {
        for (var run : List.of(SampleRuns.open(), SampleRuns.closed(), SampleRuns.overloaded())) {
            assertEquals(run, ResultFiles.run(file(ResultFiles.json(run))));
        }
    }

    @Test
    void keepsNulls() throws IOException {
        var run = withoutServer(SampleRuns.closed());

        var read = ResultFiles.run(file(ResultFiles.json(run)));

        assertEquals(run, read);
        assertEquals(null, read.window().server());
        assertEquals(null, read.window().offeredRate());
    }

    @Test
    void putsTheWindowOfARunBesideItsOtherFields() {
        var run = JsonMapper.shared().readTree(ResultFiles.json(SampleRuns.open()));

        for (var name :
                List.of(
                        "offered_rate",
                        "achieved_rate",
                        "requests",
                        "errors",
                        "timeouts",
                        "duration_s",
                        "response_us",
                        "service_us",
                        "send_lag_us",
                        "valid",
                        "checks")) {
            assertTrue(run.has(name), name);
        }
        assertFalse(run.has("window"));
        for (var name : List.of("response_us", "service_us", "send_lag_us")) {
            assertEquals(LATENCY, names(run.get(name)));
        }
        assertEquals("run", run.get("kind").asString());
    }

    @Test
    void tellsOfEachTargetWhatItCostAndHowItCompares() {
        var targets =
                JsonMapper.shared()
                        .readTree(ResultFiles.json(SampleResults.troubled()))
                        .get("targets");

        for (var target : targets) {
            for (var name :
                    List.of(
                            "name",
                            "cpu_us_per_request",
                            "requests_per_second",
                            "response_us",
                            "heap_bytes_per_connection",
                            "ratio")) {
                assertTrue(target.has(name), name);
            }
            assertEquals(LATENCY, names(target.get("response_us")));
            assertEquals(
                    List.of("value", "low", "high", "verdict"),
                    names(target.get("ratio")).subList(0, 4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
                    ""                                            ; is empty
                    {"schema":"heddle-loadtest/1","ki             ; is not JSON, or is cut off, at line 1
                    not json                                      ; is not JSON, or is cut off, at line 1
                    {"tool":"ab"}                                 ; is no result of this program
                    [1,2]                                         ; is no result of this program
                    {"schema":"other/1"}                          ; is no result of this program
                    {"schema":"heddle-loadtest/2"}                ; use a newer version
                    {"schema":"heddle-loadtest/0"}                ; has schema heddle-loadtest/0, this version reads heddle-loadtest/1
                    {"schema":"heddle-loadtest/1","kind":"run"}   ; holds a result of kind 'run', expected 'compare'
                    {"schema":"heddle-loadtest/1","kind":"compare"}; is damaged
                    """)
    void namesTheFileAndWhatIsWrongWithIt(String text, String problem) throws IOException {
        var file = file(text == null ? "" : text);

        var failure =
                assertThrows(ResultUnreadableException.class, () -> ResultFiles.comparison(file));

        assertSays(failure, file, problem);
    }

    @Test
    void saysWhichValueIsWrong() throws IOException {
        var json = ResultFiles.json(SampleResults.closedOnly());

        var text = file(json.replaceFirst("\"forks\" : 4", "\"forks\" : \"many\""));
        var none = file(json.replaceFirst("\"baseline\" : \"netty-epoll\"", "\"baseline\" : null"));

        assertSays(
                assertThrows(ResultUnreadableException.class, () -> ResultFiles.comparison(text)),
                text,
                "is damaged: plan.forks: ");
        assertSays(
                assertThrows(ResultUnreadableException.class, () -> ResultFiles.comparison(none)),
                none,
                "is damaged: plan.baseline must not be null");
    }

    @Test
    void refusesAWholeResultThatIsCutOffAnywhere() throws IOException {
        var json = ResultFiles.json(SampleRuns.open());
        for (int part = 1; part < 12; part++) {
            var file = file(json.substring(0, json.length() * part / 12));

            var failure =
                    assertThrows(ResultUnreadableException.class, () -> ResultFiles.run(file));

            assertSays(failure, file, "is not JSON, or is cut off");
        }
    }

    @Test
    void tellsFilesThatAreMissingFromFoldersAndFromBytes() throws IOException {
        var missing = folder.resolve("missing.json");
        var bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertSays(
                assertThrows(ResultUnreadableException.class, () -> ResultFiles.run(missing)),
                missing,
                "does not exist");
        assertSays(
                assertThrows(ResultUnreadableException.class, () -> ResultFiles.run(folder)),
                folder,
                "is a folder");
        assertSays(
                assertThrows(ResultUnreadableException.class, () -> ResultFiles.run(bytes)),
                bytes,
                "cannot be read as UTF-8 text");
    }

    private static void assertSays(ResultUnreadableException failure, Path file, String problem) {
        var message = failure.getMessage();
        assertTrue(message.startsWith(file + " "), message);
        assertTrue(message.contains(problem), message);
        assertEquals(1, message.lines().count(), message);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "result", ".json"), text);
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static RunResult withoutServer(RunResult run) {
        var w = run.window();
        return new RunResult(
                run.schema(),
                run.kind(),
                run.tool(),
                run.command(),
                run.startedAt(),
                run.interrupted(),
                run.target(),
                run.environment(),
                run.gates(),
                run.notes(),
                new WindowResult(
                        w.label(),
                        w.loop(),
                        w.offeredRate(),
                        w.achievedRate(),
                        w.requests(),
                        w.errors(),
                        w.timeouts(),
                        w.deadlineMisses(),
                        w.durationS(),
                        w.responseUs(),
                        w.serviceUs(),
                        w.sendLagUs(),
                        w.connectUs(),
                        w.firstByteUs(),
                        w.connections(),
                        w.meanInFlight(),
                        w.fairness(),
                        w.client(),
                        null,
                        new HostUse(null, null, null, null, null, null, null, null),
                        w.valid(),
                        w.checks(),
                        w.series(),
                        w.histograms()));
    }
}
