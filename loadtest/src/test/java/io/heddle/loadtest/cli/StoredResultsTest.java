package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.SampleResults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Commands that only read what was measured before.
class StoredResultsTest {
    @TempDir Path folder;
    private Path before;

    @BeforeEach
    void store() throws Exception {
        before = folder.resolve("before.json");
        Files.writeString(before, ResultFiles.json(SampleResults.closedOnly()));
    }

    @Test
    void sameResultsAreNoRegression() {
        var run = CommandRun.of("diff", before.toString(), before.toString());

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(run.output().lines().count() > 2, run::told);
    }

    @Test
    void aRegressionIsExitFour() throws Exception {
        var after = folder.resolve("after.json");
        Files.writeString(after, slower(JsonMapper.shared().readTree(Files.readString(before))));

        var run = CommandRun.of("diff", before.toString(), after.toString());

        assertEquals(ExitCodes.REGRESSION, run.status(), run::told);
        assertTrue(run.output().contains("worse"), run::told);
        var json = CommandRun.of("diff", before.toString(), after.toString(), "--json=-");
        assertTrue(json.json().get("regression").asBoolean(), json::told);
        assertEquals(java.util.List.of(), RunTest.problems(json.output()));
    }

    /// Every fork needs half as much processor time again for each request.
    private static String slower(JsonNode result) {
        for (var target : result.get("targets")) {
            for (var fork : target.get("forks")) {
                var figures = (ObjectNode) fork.get("figures");
                for (var name : figures.propertyNames().stream().toList()) {
                    if (name.startsWith("cpu_us_per_request")) {
                        figures.put(name, figures.get(name).asDouble() * 1.5);
                    }
                }
            }
        }
        return result.toString();
    }

    @Test
    void refusesATruncatedResult() throws Exception {
        var text = Files.readString(before);
        var cut = Files.writeString(folder.resolve("cut.json"), text.substring(0, 1000));

        refused(cut, "is not JSON, or is cut off");
    }

    @Test
    void refusesAForeignFile() throws Exception {
        refused(
                Files.writeString(folder.resolve("foreign.json"), "{\"name\": 1}"),
                "is no result of this program");
    }

    @Test
    void refusesAMissingFile() {
        refused(folder.resolve("missing.json"), "does not exist");
    }

    private void refused(Path file, String why) {
        var runs =
                Stream.of(
                        CommandRun.of("report", file.toString()),
                        CommandRun.of("diff", before.toString(), file.toString()),
                        CommandRun.of("merge", file.toString(), file.toString()));

        runs.forEach(run -> {
            assertEquals(ExitCodes.USAGE, run.status(), run::told);
            assertEquals(1, run.errors().lines().count(), run::told);
            assertTrue(run.errors().contains(file.getFileName().toString()), run::told);
            assertTrue(run.errors().contains(why), run::told);
        });
    }

    @Test
    void rendersTheSameBytesEachTime() throws Exception {
        for (var name : new String[] {"a.html", "b.html"}) {
            var run = CommandRun.of("report", before.toString(), "--html=" + folder.resolve(name));
            assertEquals(ExitCodes.OK, run.status(), run::told);
        }

        assertEquals(-1, Files.mismatch(folder.resolve("a.html"), folder.resolve("b.html")));
    }
}
