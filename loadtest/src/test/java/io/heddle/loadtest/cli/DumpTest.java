package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.LoadtestProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;

@Timeout(180) // each starts several JVMs, one of which takes what processors there are
class DumpTest {
    private static CommandRun dump(long pid, String... options) {
        var arguments = new ArrayList<>(List.of("dump", String.valueOf(pid), "--timeout", "1m"));
        arguments.addAll(List.of(options));
        // In a process of its own, as it is used: other tests leave filters of serialization
        // behind.
        try (var process = LoadtestProcess.start(arguments.toArray(String[]::new))) {
            String output = process.readAll();
            String errors = process.errors();
            return new CommandRun(process.exitCode(), output, errors);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFails(String message, CommandRun run) {
        assertEquals(ExitCodes.FAILED, run.status(), run::told);
        assertEquals(1, run.errors().lines().count(), run::told);
        assertTrue(run.errors().startsWith("heddle: " + message), run::told);
        assertEquals("", run.output());
    }

    @Nested
    class OfAServerWhoseCarriersAreAllBusy {
        @Test
        void showsWhereItIsStuck() throws Exception {
            try (var process = StuckProcess.start()) {
                var run = dump(process.pid());

                assertEquals(ExitCodes.OK, run.status(), run::told);
                assertEquals("", run.errors());
                var lines = run.output().lines().toList();
                assertTrue(lines.getFirst().startsWith("server stuck: RUNNING, ready"), run::told);
                assertLine(lines, "connection-1 ", "READING");
                assertLine(lines, "connection-2 ", "WORKING");
                assertLine(lines, "connection-2-task-1 ", "StuckProcess.spin(");
                assertLine(lines, "connection-3 ", "StuckProcess.spin(");
                assertLine(lines, "connection-4 ", "STARTING");
            }
        }

        private static void assertLine(List<String> lines, String name, String part) {
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains(name) && line.contains(part)),
                    () -> name + part + " is not in\n" + String.join("\n", lines));
        }

        @Test
        void tellsProgramsTheSame() throws Exception {
            try (var process = StuckProcess.start()) {
                var run = dump(process.pid(), "--json");

                assertEquals(ExitCodes.OK, run.status(), run::told);
                var servers = run.json();
                assertEquals(1, servers.size(), run::told);
                var listener = servers.get(0).get("listeners").get(0);
                assertEquals(4, listener.get("connections").asInt());
                assertEquals(
                        List.of("reading", "working", "working", "starting"),
                        listener.get("listed")
                                .valueStream()
                                .map(connection -> connection.get("phase").asString())
                                .toList());
                JsonNode task = listener.get("listed").get(1).get("tasks").get(0);
                assertEquals("runnable", task.get("state").asString());
                assertTrue(listener.get("listed").get(0).get("age_ms").isIntegralNumber());
            }
        }

        @Test
        void listsAsManyAsAreAskedForAgainAndAgain() throws Exception {
            try (var process = StuckProcess.start()) {
                var first = dump(process.pid(), "--connections", "1");
                var second = dump(process.pid(), "--connections", "0");

                assertTrue(first.output().contains("└─ … and 3 more"), first::told);
                assertTrue(second.output().contains("└─ 4 not listed"), second::told);
            }
        }
    }

    @Test
    void saysThatThereIsNoServer() throws Exception {
        try (var other = LoadtestProcess.start("serve", "raw-vt", "--port", "0")) {
            assertTrue(other.readLine().startsWith("listening"));

            assertFails("no Heddle server runs in process " + other.pid(), dump(other.pid()));
        }
    }

    @Test
    void showsTheServerOfTheLoadTest() throws Exception {
        try (var server = LoadtestProcess.start("serve", "heddle", "--port", "0")) {
            assertTrue(server.readLine().startsWith("listening"));

            var run = dump(server.pid());

            assertEquals(ExitCodes.OK, run.status(), run::told);
            assertTrue(run.output().contains("ACCEPTING, 0 connections"), run::told);
        }
    }

    @Test
    void saysThatThereIsNoProcess() {
        assertFails("there is no process 2147483647", dump(Integer.MAX_VALUE));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNoHarmToWhatIsNoJvm() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        try {
            var run = dump(process.pid());

            assertFails("process %d is not a JVM".formatted(process.pid()), run);
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotWaitForEverForAProcessThatStandsStill() throws Exception {
        try (var process = StuckProcess.start()) {
            process.standStill();

            try (var dump =
                    LoadtestProcess.start(
                            "dump", String.valueOf(process.pid()), "--timeout", "500ms")) {
                assertEquals(ExitCodes.FAILED, dump.exitCode(), dump::errors);
                assertEquals(
                        "heddle: process %1$d does not answer within 500ms; kill -QUIT %1$d makes a JVM print its threads"
                                .formatted(process.pid()),
                        dump.errors());
            }
        }
    }

    @Test
    void saysThatAJvmRefuses() throws Exception {
        try (var process = StuckProcess.start("-XX:+DisableAttachMechanism")) {
            assertFails(
                    "process %d does not let itself be attached to: ".formatted(process.pid()),
                    dump(process.pid()));
        }
    }
}
