package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.ResultFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole comparisons, short ones: they show that the numbers are there, never what they are.
@Timeout(180) // whole runs, on processors that others may use, too
class CompareTest {
    @TempDir Path folder;

    @Test
    void measuresEveryTargetAndStoresIt() throws Exception {
        var out = folder.resolve("result");
        var file = folder.resolve("r.json");
        var run =
                CommandRun.ofShortComparison(
                        "compare", "raw-vt", "nio-reactor", "-o", out.toString(), "--json=" + file);

        assertEquals(ExitCodes.OK, run.status(), run::told);
        var result = ResultFiles.comparison(file);
        var json = tools.jackson.databind.json.JsonMapper.shared().readTree(Files.readString(file));
        assertFalse(result.interrupted());
        assertEquals(List.of("raw-vt", "nio-reactor"), RunTest.names(json.get("targets")));
        for (var target : json.get("targets")) {
            for (var field :
                    List.of(
                            "name",
                            "cpu_us_per_request",
                            "requests_per_second",
                            "response_us",
                            "heap_bytes_per_connection")) {
                assertTrue(target.has(field), field);
            }
            for (var field : List.of("value", "low", "high", "verdict")) {
                assertTrue(target.get("ratio").has(field), field);
            }
            assertTrue(target.get("requests_per_second").asDouble() > 0, run::told);
        }
        assertTrue(json.get("environment").size() > 3);
        assertEquals(List.of(), RunTest.problems(Files.readString(file)));
        assertTrue(Files.size(out.resolve("report.html")) > 0);
        rendersByteForByteTheSame(out);
    }

    private void rendersByteForByteTheSame(Path out) throws Exception {
        var html = folder.resolve("again.html");
        var markdown = folder.resolve("again.md");

        var again =
                CommandRun.of("report", out.toString(), "--html=" + html, "--markdown=" + markdown);

        assertEquals(ExitCodes.OK, again.status(), again::told);
        assertEquals(-1, Files.mismatch(out.resolve("report.html"), html));
        assertEquals(-1, Files.mismatch(out.resolve("summary.md"), markdown));
    }

    @Test
    void printsNothingButJsonWhenAsked() {
        var run = CommandRun.ofShortComparison("compare", "null", "--no-out", "--json", "-");

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertEquals("compare", run.json().get("kind").asString());
    }

    @Test
    void refusesAServerThatCheats() {
        var run = CommandRun.ofShortComparison("compare", "cheat", "--no-out");

        assertEquals(ExitCodes.WRONG_REPLIES, run.status(), run::told);
        assertTrue(run.told().contains("cheat"), run::told);
        assertTrue(run.told().contains("wrong"), run::told);
        assertEquals(0, ProcessHandle.current().children().count());
    }

    @Test
    void goesOnWithoutATargetThatDoesNotStart() {
        var run =
                CommandRun.ofShortComparison(
                        "compare", "null", ForeignServer.target("refuses"), "--no-out");

        assertEquals(ExitCodes.FAILED, run.status(), run::told);
        assertTrue(run.output().contains("no licence"), run::told);
        assertTrue(run.output().contains("null"), run::told);
    }

    @Test
    void leavesARecordingOfOneMoreFork() throws Exception {
        var out = folder.resolve("profiled");
        var run =
                CommandRun.ofShortComparison(
                        "compare", "null", "--profile=jfr", "-o", out.toString());

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(Files.size(out.resolve("jfr").resolve("null.jfr")) > 0, run::told);
    }

    @Test
    void findsAnUnwritableFolderBeforeTheRun() throws Exception {
        var taken = Files.writeString(folder.resolve("taken"), "x");

        var run = CommandRun.ofShortComparison("compare", "null", "-o", taken.toString());

        assertEquals(ExitCodes.USAGE, run.status(), run::told);
        assertTrue(run.errors().contains(taken.toString()), run::told);
        assertEquals(1, run.errors().lines().count(), run::told);
    }

    @Test
    void sweepsOneParameter() {
        var run =
                CommandRun.ofShortComparison(
                        "sweep", "null", "--over", "rate=100,200", "--no-out", "--json", "-");

        assertEquals(ExitCodes.OK, run.status(), run::told);
        var labels =
                run.json()
                        .at("/targets/0/forks/0/windows")
                        .valueStream()
                        .map(window -> window.get("label").asString())
                        .toList();
        assertEquals(2, labels.size(), run::told);
    }

    @Test
    void runsTwoScenariosOfASuite() throws Exception {
        var out = folder.resolve("suite");
        var run =
                CommandRun.ofShortComparison(
                        "suite",
                        "quick",
                        "null",
                        "--scenarios",
                        "echo;churn",
                        "-o",
                        out.toString());

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(Files.exists(out.resolve("echo").resolve("result.json")), run::told);
        assertTrue(Files.exists(out.resolve("churn").resolve("result.json")), run::told);
    }

    /// One connection and an answer after 10 ms: 100 requests per second. A machine that stands
    /// still for a moment makes a rate fail that would hold, but none hold that is too high.
    @Test
    void findsAKnownMaximum() {
        var searches = Stream.generate(CompareTest::searchMaximum).limit(4).iterator();
        var last = searches.next();
        while (maximum(last) < 36 && searches.hasNext()) {
            last = searches.next();
        }
        var run = last;

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(maximum(run) >= 36 && maximum(run) <= 105, run::told);
    }

    private static double maximum(CommandRun run) {
        return run.json().at("/targets/0/median_per_second").asDouble();
    }

    private static CommandRun searchMaximum() {
        return CommandRun.of(
                "find-max",
                "null",
                "--protocol",
                "bench",
                "--mix",
                "delay:10ms",
                "-c",
                "1",
                "--from",
                "40",
                "--to",
                "200",
                "--step",
                "600ms",
                "--timeout",
                "1s",
                "--slo",
                "p50<200ms",
                "--cpu-plan",
                "shared",
                "--heap",
                "64m",
                "--no-out",
                "--json",
                "-");
    }
}
