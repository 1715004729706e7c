package io.heddle.loadtest.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.LoadtestProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole comparisons, short ones: they show that the numbers are there, never what they are.
class CompareTest {
    private static final int TERMINATED = 143;

    @TempDir Path directory;

    @Test
    void measuresEveryTarget() throws Exception {
        try (var comparison =
                compare("raw-vt", "nio-reactor", "--rounds=1", "--idle-connections=20,60")) {
            var text = comparison.readAll();

            assertEquals(ExitCodes.OK, comparison.exitCode(), comparison::errors);
            assertTrue(text.contains("nio-reactor against raw-vt: "), text);
            var json = json();
            assertFalse(json.get("interrupted").asBoolean());
            for (var target : json.get("targets")) {
                assertTrue(target.at("/medians/requestsPerSecond").asDouble() > 0, text);
                assertTrue(target.at("/medians/serverCpuMicros").asDouble() > 0, text);
                assertEquals(2, target.at("/rounds/0/idle/points").size(), text);
                assertEquals("true", target.at("/rounds/0/settings/nodelay").asString(), text);
            }
        }
    }

    @Test
    void variantsRunWithTheTimeoutsThatTheyName() throws Exception {
        try (var comparison = compare("heddle", "heddle:timeouts=off", "--rounds=1", "--no-idle")) {
            comparison.readAll();

            assertEquals(ExitCodes.OK, comparison.exitCode(), comparison::errors);
            var targets = json().get("targets");
            assertEquals("on", targets.at("/0/rounds/0/settings/timeouts").asString());
            assertEquals("off", targets.at("/1/rounds/0/settings/timeouts").asString());
        }
    }

    @Test
    void refusesAServerThatCheats() throws Exception {
        try (var comparison = compare("cheat", "--rounds=1", "--no-idle")) {
            var text = comparison.readAll();

            assertEquals(ExitCodes.WRONG_REPLIES, comparison.exitCode());
            assertTrue(
                    comparison.errors().startsWith("heddle: cheat gave a wrong reply: "),
                    comparison::errors);
            assertFalse(text.contains("requests/s"), text);
            assertEquals(1, comparison.errors().lines().count(), comparison::errors);
        }
    }

    @Test
    void reportsWhatItHasWhenTerminated() throws Exception {
        try (var comparison = compare("raw-vt", "--rounds=100", "--no-idle")) {
            var children = awaitChildren(comparison);

            comparison.terminate();

            assertTrue(comparison.readAll().contains("INTERRUPTED"));
            assertEquals(TERMINATED, comparison.exitCode());
            assertTrue(json().get("interrupted").asBoolean());
            assertEquals(List.of(), alive(children));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL")
    void leavesNoServerBehindWhenKilled() throws Exception {
        try (var comparison = compare("raw-vt", "--rounds=100", "--no-idle")) {
            var children = awaitChildren(comparison);

            comparison.kill();

            await().atMost(Duration.ofSeconds(30)).until(() -> alive(children).isEmpty());
        }
    }

    private LoadtestProcess compare(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("compare", "--duration=200ms", "--warmup=200ms"));
        all.addAll(List.of("--connections=8", "--payload=64B", "--progress=none"));
        all.addAll(List.of("--heap=64m", "--json=" + directory.resolve("result.json")));
        all.addAll(List.of(arguments));
        return LoadtestProcess.start(all.toArray(String[]::new));
    }

    private JsonNode json() throws Exception {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("result.json")));
    }

    /// Its servers, once there is one.
    private static List<ProcessHandle> awaitChildren(LoadtestProcess comparison) {
        return await().atMost(Duration.ofSeconds(30))
                .until(comparison::children, children -> !children.isEmpty());
    }

    private static List<ProcessHandle> alive(List<ProcessHandle> processes) {
        return processes.stream().filter(ProcessHandle::isAlive).toList();
    }
}
