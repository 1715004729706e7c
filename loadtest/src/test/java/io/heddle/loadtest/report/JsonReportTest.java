package io.heddle.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.compare.ComparisonResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonReportTest {
    private static final Environment ENVIRONMENT =
            new Environment(
                    "2026-11-22T00:00:00Z",
                    "25",
                    "vm",
                    "Linux amd64",
                    "6",
                    null,
                    2,
                    List.of(),
                    null);

    @Test
    void hasTheShapeThatReadersRelyOn() {
        var json = json(Results.complete());

        assertEquals(
                List.of(
                        "schema",
                        "interrupted",
                        "plan",
                        "environment",
                        "baseline",
                        "targets",
                        "notes"),
                List.copyOf(json.propertyNames()));
        assertEquals("heddle-loadtest/1", json.get("schema").asString());
        assertEquals("netty-epoll", json.get("baseline").asString());
        assertEquals(7, json.at("/plan/seed").asInt());
        assertEquals(
                List.of("name", "problem", "command", "medians", "against", "rounds"),
                List.copyOf(json.at("/targets/0").propertyNames()));
    }

    @Test
    void holdsEveryRound() {
        var heddle = json(Results.complete()).at("/targets/0");

        assertEquals(3, heddle.get("rounds").size());
        assertEquals(99_000, heddle.at("/rounds/1/window/requestsPerSecond").asDouble());
        assertEquals(
                5_000_000 + 1000 * 1547, heddle.at("/rounds/1/idle/points/0/heapBytes").asInt());
        assertEquals("4096", heddle.at("/rounds/1/settings/backlog").asString());
        assertEquals(12, heddle.at("/rounds/1/window/server/jitMillis").asInt());
        assertTrue(heddle.at("/rounds/1/window/p999Micros").isNull());
    }

    @Test
    void holdsRatiosAgainstAllOthers() {
        var heddle = json(Results.complete()).at("/targets/0");

        assertEquals(
                List.of("raw-vt", "netty-epoll"),
                List.copyOf(heddle.get("against").propertyNames()));
        var ratio = heddle.at("/against/netty-epoll/requestsPerSecond");
        assertEquals(1.05, ratio.get("median").asDouble(), 1e-9);
        assertEquals(3, ratio.get("rounds").size());
        assertEquals(105_000, heddle.at("/medians/requestsPerSecond").asDouble());
        assertEquals(1547, heddle.at("/medians/heapBytesPerIdleConnection").asDouble(), 1e-6);
    }

    @Test
    void saysThatItWasInterrupted() {
        var json = json(Results.interrupted());

        assertTrue(json.get("interrupted").asBoolean());
        assertTrue(json.at("/targets/0/medians").isNull());
        assertEquals("round 1: the server ended", json.at("/targets/0/problem").asString());
    }

    private static JsonNode json(ComparisonResult result) {
        return JsonMapper.shared().readTree(JsonReport.of(result, ENVIRONMENT).text());
    }
}
