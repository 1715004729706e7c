package io.heddle.loadtest.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.LoadtestProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signals: what was measured until then is told, and no server is left behind.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
@Timeout(180) // whole runs, on processors that others may use, too
class InterruptionTest {
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void tellsWhatARunHadMeasuredOnCtrlC() throws Exception {
        try (var run =
                LoadtestProcess.start(
                        CommandRun.shortRun(
                                "raw-vt",
                                "-d",
                                "100s",
                                "--slo",
                                "max<1us",
                                "--progress=json",
                                "--json=" + result()))) {
            awaitErrors(run, "measure");
            var children = run.children();

            run.interrupt();

            assertEquals(INTERRUPTED, run.exitCode(), run::errors);
            assertTrue(json().get("interrupted").asBoolean());
            assertTrue(json().get("requests").asLong() > 0);
            assertTrue(json().get("duration_s").asDouble() < 100);
            assertEquals(0, json().get("gates").size());
            assertEquals(List.of(), RunTest.problems(Files.readString(result())));
            assertEquals(List.of(), alive(children));
        }
    }

    @Test
    void tellsWhatAComparisonHadMeasuredWhenTerminated() throws Exception {
        try (var comparison =
                LoadtestProcess.start(
                        CommandRun.shortComparison(
                                "compare",
                                "null",
                                "--forks=90",
                                "--no-out",
                                "--json=" + result()))) {
            var children = awaitChildren(comparison);

            comparison.terminate();

            assertEquals(TERMINATED, comparison.exitCode(), comparison::errors);
            assertTrue(json().get("interrupted").asBoolean());
            assertEquals(List.of(), alive(children));
        }
    }

    @Test
    void leavesNoServerBehindWhenKilled() throws Exception {
        try (var comparison =
                LoadtestProcess.start(
                        CommandRun.shortComparison("compare", "null", "--forks=90", "--no-out"))) {
            var children = awaitChildren(comparison);

            comparison.kill();

            await().atMost(PATIENCE).until(() -> alive(children).isEmpty());
        }
    }

    /// Its servers, once there is one.
    private static List<ProcessHandle> awaitChildren(LoadtestProcess process) {
        return await().atMost(PATIENCE).until(process::children, list -> !list.isEmpty());
    }

    /// Until its standard error has told of something.
    private static void awaitErrors(LoadtestProcess process, String text) {
        await().atMost(PATIENCE).until(() -> process.errorsSoFar().contains(text));
        await().atMost(PATIENCE).until(() -> process.errorsSoFar().lines().count() > 4);
    }

    private Path result() {
        return folder.resolve("result.json");
    }

    private JsonNode json() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(result()));
    }

    private static List<ProcessHandle> alive(List<ProcessHandle> processes) {
        return processes.stream().filter(ProcessHandle::isAlive).toList();
    }
}
