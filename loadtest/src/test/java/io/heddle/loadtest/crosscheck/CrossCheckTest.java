package io.heddle.loadtest.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CrossCheckTest {
    private static final CrossCheck NOWHERE =
            new CrossCheck(URI.create("http://127.0.0.1:1/"), 2, Duration.ofSeconds(1));

    @Test
    void agreesWithWrkThatAServerAnswers() throws Exception {
        assumeTrue(LoadTool.WRK.executable().isPresent(), "wrk is not installed");
        try (var server = MinimalHttpServer.start()) {
            var uri = URI.create("http://127.0.0.1:%d/".formatted(server.address().getPort()));
            var check = new CrossCheck(uri, 2, Duration.ofSeconds(1));

            var theirs = check.run(LoadTool.WRK);

            assertTrue(CrossCheck.installed().contains(LoadTool.WRK));
            assertTrue(theirs.requestsPerSecond() > 0);
            assertTrue(theirs.p99Micros().orElseThrow() >= theirs.p50Micros().orElseThrow());
            assertEquals(0, theirs.errors());
            var endpoint = new Endpoint(Protocol.HTTP, Transport.STREAM, server.address(), "/");
            try (var load =
                    LoadClient.open(LoadSpec.echo(endpoint, 1, 2, EngineOptions.loops(1)))) {
                load.exchangeEach(50);
                var apart = CrossCheck.compare(LoadTool.WRK, theirs, load.sample());
                assertTrue(apart.rateRatio() > 0);
                assertTrue(apart.p50Ratio().isPresent());
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void saysWhatAToolSaidThatFailed() {
        var failure =
                assertThrows(
                        IOException.class,
                        () ->
                                NOWHERE.run(
                                        LoadTool.WRK,
                                        List.of("/bin/sh", "-c", "echo no server; exit 3")));

        assertEquals("wrk ended with code 3: no server", failure.getMessage());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesWhatItCannotRead() {
        assertThrows(
                IOException.class,
                () -> NOWHERE.run(LoadTool.OHA, List.of("/bin/sh", "-c", "echo hello")));
    }

    @Test
    void namesWhatIsMissing() {
        for (var tool : LoadTool.values()) {
            if (tool.executable().isEmpty()) {
                var failure = assertThrows(IOException.class, () -> NOWHERE.run(tool));
                assertEquals(tool.command() + " is not installed", failure.getMessage());
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new CrossCheck(NOWHERE.uri(), 0, Duration.ofSeconds(1)));
    }
}
