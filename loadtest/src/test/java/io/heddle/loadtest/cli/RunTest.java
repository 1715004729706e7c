package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.heddle.loadtest.result.ResultFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Single runs, short ones: they show that the numbers are there, never what they are.
class RunTest {
    private static final List<String> PROMISED =
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
                    "checks");
    private static final List<String> OF_A_LATENCY =
            List.of("min", "p50", "p90", "p99", "p999", "max", "mean", "n");

    @TempDir Path folder;

    @Test
    void printsOneObjectWithEverythingThatWasPromisedAndNothingElse() throws Exception {
        try (var server = LocalServer.echo()) {
            var run = CommandRun.ofShortRun(server.uri(), "-R", "200", "--json", "-");

            assertEquals(ExitCodes.OK, run.status(), run::told);
            var json = run.json();
            PROMISED.forEach(name -> assertTrue(json.has(name), name));
            for (var latency : List.of("response_us", "service_us", "send_lag_us")) {
                OF_A_LATENCY.forEach(name -> assertTrue(json.get(latency).has(name), name));
            }
            for (int check = 1; check <= 12; check++) {
                assertTrue(json.get("checks").has("V" + check), "V" + check);
            }
            assertEquals(60.0, json.get("requests").asDouble(), 1);
            assertEquals(200, json.get("offered_rate").asDouble(), 10);
            assertFalse(json.get("interrupted").asBoolean());
            assertEquals(List.of(), problems(run.output()));
        }
    }

    @Test
    void tellsPeopleBothClocksAndTheLag() throws Exception {
        try (var server = LocalServer.echo()) {
            var run = CommandRun.ofShortRun(server.uri(), "-R", "200", "--color", "never");

            assertEquals(ExitCodes.OK, run.status(), run::told);
            for (var word : List.of("service", "send lag", "achieved", "valid")) {
                assertTrue(run.output().contains(word), run::told);
            }
            assertFalse(run.output().contains("\u001b"), run::told);
        }
    }

    @Test
    void writesEveryFormat() throws Exception {
        try (var server = LocalServer.echo()) {
            var run =
                    CommandRun.ofShortRun(
                            server.uri(),
                            "--json=" + folder.resolve("r.json"),
                            "--csv=" + folder.resolve("r.csv"),
                            "--markdown=" + folder.resolve("r.md"),
                            "--hgrm=" + folder.resolve("r.hgrm"),
                            "--hlog=" + folder.resolve("r.hlog"),
                            "--timeseries=" + folder.resolve("r.ndjson"));

            assertEquals(ExitCodes.OK, run.status(), run::told);
            for (var name : List.of("r.json", "r.csv", "r.md", "r.hgrm", "r.hlog", "r.ndjson")) {
                assertTrue(Files.size(folder.resolve(name)) > 0, name);
            }
        }
    }

    @Test
    void aBrokenGateIsExitThree() throws Exception {
        try (var server = LocalServer.echo()) {
            var held = CommandRun.ofShortRun(server.uri(), "--slo", "errors<=1");
            var broken = CommandRun.ofShortRun(server.uri(), "--fail-if", "max<1us");

            assertEquals(ExitCodes.OK, held.status(), held::told);
            assertEquals(ExitCodes.GATE_BROKEN, broken.status(), broken::told);
            assertTrue(broken.output().contains("max<1us BROKEN"), broken::told);
        }
    }

    @Test
    void aNumberThatIsNotValidIsExitFiveOnlyWhenStrict() throws Exception {
        try (var server = LocalServer.echo()) {
            // Three millions a second are out of reach: V2 is red.
            var load = new String[] {server.uri(), "-R", "3m", "-c", "1", "--timeout", "100ms"};
            var strict = new String[load.length + 1];
            System.arraycopy(load, 0, strict, 0, load.length);
            strict[load.length] = "--strict";

            var lenient = CommandRun.ofShortRun(load);
            var severe = CommandRun.ofShortRun(strict);

            assertEquals(ExitCodes.OK, lenient.status(), lenient::told);
            assertTrue(lenient.output().contains("NO V"), lenient::told);
            assertEquals(ExitCodes.INVALID, severe.status(), severe::told);
        }
    }

    @Test
    void wrongAnswersAreExitSeven() throws Exception {
        try (var server = LocalServer.wrong()) {
            var run = CommandRun.ofShortRun(server.uri(), "--json=" + folder.resolve("r.json"));

            assertEquals(ExitCodes.WRONG_REPLIES, run.status(), run::told);
            assertEquals(1, run.errors().lines().count(), run::told);
            assertFalse(run.output().contains("achieved"), run::told);
        }
    }

    @Test
    void aServerThatHangsIsTold() throws Exception {
        try (var server = LocalServer.silent()) {
            var run = CommandRun.ofShortRun(server.uri(), "--timeout", "200ms");

            assertEquals(ExitCodes.FAILED, run.status(), run::told);
            assertTrue(run.errors().contains("no reply for"), run::told);
            assertTrue(run.errors().contains(String.valueOf(server.port())), run::told);
            assertEquals(1, run.errors().lines().count(), run::told);
        }
    }

    @Test
    void nobodyListeningIsOneLine() throws Exception {
        try (var bound = new Socket()) { // so that nobody else may listen there
            bound.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            int port = bound.getLocalPort();

            var run = CommandRun.ofShortRun("tcp://127.0.0.1:" + port);

            assertEquals(ExitCodes.FAILED, run.status(), run::told);
            assertEquals("heddle: nobody accepts on 127.0.0.1:" + port, run.errors().strip());
        }
    }

    @Test
    void loadsAProgramThatIsNotOurs() {
        var run = CommandRun.ofShortRun(ForeignServer.target("echoes"), "--json", "-");

        assertEquals(ExitCodes.OK, run.status(), run::told);
        assertTrue(run.json().get("requests").asLong() > 0, run::told);
        assertTrue(run.json().at("/server/rss_bytes").asLong() > 0, run::told);
        assertEquals(0, ProcessHandle.current().children().count());
    }

    @Test
    void aProgramThatDoesNotStartIsTold() {
        var run = CommandRun.ofShortRun(ForeignServer.target("refuses"));
        var missing = CommandRun.ofShortRun("exec:/no/such/program {port}");

        assertEquals(ExitCodes.FAILED, run.status(), run::told);
        assertTrue(run.errors().contains("no licence"), run::told);
        assertEquals(ExitCodes.FAILED, missing.status(), missing::told);
        assertEquals(1, missing.errors().lines().count(), missing::told);
        assertTrue(missing.errors().contains("/no/such/program"), missing::told);
    }

    @Test
    void aProgramThatDiesInMidRunIsTold() {
        var run = CommandRun.ofShortRun(ForeignServer.target("crashes"), "-d", "20s");

        assertEquals(ExitCodes.FAILED, run.status(), run::told);
        assertTrue(run.errors().contains("the server died"), run::told);
        assertTrue(run.errors().contains("out of luck"), run::told);
        assertEquals(1, run.errors().lines().count(), run::told);
        assertEquals(0, ProcessHandle.current().children().count());
    }

    @Test
    void addsUpTwoRuns() throws Exception {
        var first = folder.resolve("1.json");
        var second = folder.resolve("2.json");
        try (var server = LocalServer.echo()) {
            // Merged are clients that ran at the same time.
            var other =
                    CompletableFuture.supplyAsync(
                            () -> aWhile(server.uri(), second),
                            task -> Thread.ofPlatform().start(task));
            aWhile(server.uri(), first);
            other.join();
        }

        var merged = CommandRun.of("merge", first.toString(), second.toString(), "--json", "-");

        assertEquals(ExitCodes.OK, merged.status(), merged::told);
        assertEquals(
                ResultFiles.run(first).window().requests()
                        + ResultFiles.run(second).window().requests(),
                merged.json().get("requests").asLong());
        assertEquals(List.of(), problems(merged.output()));
    }

    private static CommandRun aWhile(String uri, Path file) {
        return CommandRun.ofShortRun(uri, "-R", "100", "-d", "4s", "--json=" + file);
    }

    @Test
    void verifiesWithoutLoad() throws Exception {
        try (var right = LocalServer.echo();
                var wrong = LocalServer.wrong()) {
            var good = CommandRun.of("verify", right.uri());
            var bad = CommandRun.of("verify", wrong.uri());

            assertEquals(ExitCodes.OK, good.status(), good::told);
            assertTrue(good.output().contains("replies right"), good::told);
            assertEquals(ExitCodes.WRONG_REPLIES, bad.status(), bad::told);
        }
    }

    static List<String> problems(String json) throws IOException {
        try (var resource = RunTest.class.getResourceAsStream(ResultFiles.SCHEMA_RESOURCE)) {
            var schema = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema, InputFormat.JSON)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    static List<String> names(JsonNode array) {
        return array.valueStream().map(each -> each.get("name").asString()).toList();
    }
}
