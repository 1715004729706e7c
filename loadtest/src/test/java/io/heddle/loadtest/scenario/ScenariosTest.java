package io.heddle.loadtest.scenario;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Metric;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every scenario says of itself.
class ScenariosTest {
    private static final int CONNECTIONS = 64;
    private static final Duration WINDOW = Duration.ofMillis(1500);

    static Stream<Scenario> all() {
        return Stream.concat(
                Scenarios.all().stream(), Stream.of(new LadderScenario(List.of(2000.0, 1000.0))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatItIsAndWhatIsExpected(Scenario scenario) {
        assertTrue(scenario.id().matches("[a-z]+(-[a-z]+)*"), scenario.id());
        assertTrue(scenario.summary().length() > 20);
        assertTrue(scenario.expectation().length() > 20);
    }

    @Test
    void namesAreUnique() {
        var ids = Scenarios.all().stream().map(Scenario::id).toList();

        assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
        for (var id : ids) {
            assertEquals(id, Scenarios.named(id).id());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void metricsAreUniqueAndNamedByTheirUnit(Scenario scenario) {
        var settings =
                settings(scenario).withLoadShares(List.of(0.5)).withIdleCrowds(List.of(1, 2));
        var ids = scenario.metrics(settings).stream().map(Metric::id).toList();

        assertFalse(ids.isEmpty());
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
        for (var id : ids) {
            assertTrue(id.matches("[a-z0-9]+(_[a-z0-9]+)+"), id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "echo, cpu_us_per_request",
        "backend, cpu_us_per_request",
        "churn, cpu_us_per_connection",
        "tls, cpu_us_per_handshake",
        "fanout, cpu_us_per_delivery",
        "idle, heap_bytes_per_connection",
        "hog, p99_us",
        "herd, last_reply_ms",
        "drain, lost_requests",
        "cold, first_reply_ms"
    })
    void theHeadlineComesFirst(String scenario, String metric) {
        var chosen = Scenarios.named(scenario);

        assertEquals(metric, chosen.metrics(settings(chosen)).getFirst().id());
    }

    @ParameterizedTest
    @MethodSource("all")
    void defaultsAreWithinTheirBounds(Scenario scenario) {
        for (var parameter : scenario.parameters()) {
            assertDoesNotThrow(() -> parameter.check(parameter.defaultText()), parameter.name());
            assertFalse(parameter.summary().isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void timeAndSocketsArePositive(Scenario scenario) {
        var settings = settings(scenario);

        assertTrue(scenario.time(settings).isPositive());
        assertTrue(scenario.sockets(settings) > 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "echo; 64",
                "backend:connections=10; 20",
                "idle:crowds=[30,10,20],active=5; 35",
                "herd:clients=77; 77",
                "herd:clients=7; 64",
                "hog; 72",
                "slow-reader:slow=7; 71",
                "fanout:subscribers=9; 10",
                "bulk:connections=3; 3"
            })
    void countsItsSockets(String text, int sockets) {
        var chosen = ScenarioSpec.parse(text, Scenarios::named);

        assertEquals(sockets, chosen.scenario().sockets(settings(chosen)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "backend:calls=0",
                "backend:calls=256",
                "backend:delay=0ms",
                "backend:delay=61s",
                "backend:delay=1500us",
                "hog:burn=9us",
                "hog:burn=66ms",
                "hog:share=91%",
                "bulk:size=33MiB",
                "bulk:size=1500B",
                "pipeline:pipeline=0",
                "pipeline:pipeline=1025",
                "echo:payload=2MiB",
                "fanout:payload=7B",
                "fanout:subscribers=0",
                "freeze:freeze=11s",
                "herd:herds=0",
                "herd:clients=0",
                "slow-reader:slow=0",
                "slow-reader:reply=64MiB",
                "drain:work=6s",
                "idle:active=0"
            })
    void refusesWhatIsOutsideItsBounds(String text) {
        var failure =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ScenarioSpec.parse(text, Scenarios::named));

        assertTrue(failure.getMessage().contains("must be between"), failure.getMessage());
        var value = text.substring(text.indexOf('=') + 1);
        assertTrue(failure.getMessage().endsWith("was '" + value + "'"), failure.getMessage());
    }

    @Test
    void windowsAreLongEnoughForA99thPercentile() {
        var settings = settings(Scenarios.named("hog"));

        assertEquals(WINDOW, Loads.window(settings, 2000));
        assertEquals(Duration.ofMillis(5500), Loads.window(settings, 200));
        assertEquals(Duration.ofSeconds(10), Loads.window(settings, 1));
    }

    private static Settings settings(Scenario scenario) {
        return settings(
                scenario instanceof LadderScenario
                        ? ScenarioSpec.parse("ladder", _ -> scenario)
                        : ScenarioSpec.parse(scenario.id(), Scenarios::named));
    }

    private static Settings settings(ScenarioSpec chosen) {
        return new Settings(
                chosen.parameters(),
                CONNECTIONS,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                WINDOW,
                List.of(),
                List.of());
    }
}
