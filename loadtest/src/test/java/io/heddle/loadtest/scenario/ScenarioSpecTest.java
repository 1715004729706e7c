package io.heddle.loadtest.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.wire.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioSpecTest {
    private static final Scenario BACKEND =
            new Imagined(
                    "backend",
                    List.of(
                            new Parameter("calls", Parameter.Kind.COUNT, "3", "1 to 100")
                                    .between("1", "100"),
                            new Parameter("delay", Parameter.Kind.DURATION, "20ms", "")
                                    .between("1ms", "10s"),
                            new Parameter("payload", Parameter.Kind.SIZE, "64B", ""),
                            new Parameter("rate", Parameter.Kind.RATE, "1k", ""),
                            new Parameter("hogs", Parameter.Kind.SHARE, "5%", ""),
                            new Parameter("crowds", Parameter.Kind.COUNTS, "1k+5k", "")));

    private record Imagined(String id, List<Parameter> parameters) implements Scenario {
        @Override
        public String summary() {
            return "";
        }

        @Override
        public String expectation() {
            return "";
        }

        @Override
        public Protocol protocol() {
            return Protocol.RAW;
        }

        @Override
        public List<Metric> metrics(Settings settings) {
            return List.of();
        }

        @Override
        public int sockets(Settings settings) {
            return 1;
        }

        @Override
        public Duration time(Settings settings) {
            return Duration.ZERO;
        }

        @Override
        public void run(Trial trial) {}
    }

    private static Scenario named(String id) {
        if (!id.equals("backend")) {
            throw new IllegalArgumentException(
                    "unknown scenario '%s', known are backend".formatted(id));
        }
        return BACKEND;
    }

    private static ScenarioSpec parse(String text) {
        return ScenarioSpec.parse(text, ScenarioSpecTest::named);
    }

    private static Settings settings(ScenarioSpec spec) {
        return new Settings(
                spec.parameters(),
                64,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                List.of(),
                List.of());
    }

    @Test
    void fillsInTheDefaults() {
        var spec = parse("backend");

        var settings = settings(spec);

        assertEquals("backend", spec.text());
        assertNull(spec.connections());
        assertEquals(3, settings.count("calls"));
        assertEquals(Duration.ofMillis(20), settings.duration("delay"));
        assertEquals(64, settings.bytes("payload"));
        assertEquals(1000, settings.rate("rate"));
        assertEquals(0.05, settings.share("hogs"));
        assertEquals(List.of(1000, 5000), settings.counts("crowds"));
        assertEquals(
                List.of("calls", "delay", "payload", "rate", "hogs", "crowds"),
                List.copyOf(spec.parameters().keySet()));
    }

    @Test
    void takesWhatIsSet() {
        var spec = parse("backend:calls=5, delay=100ms,crowds=[1k,2k,4k],hogs=10%,connections=5k");

        var settings = settings(spec);

        assertEquals(5, settings.count("calls"));
        assertEquals(Duration.ofMillis(100), settings.duration("delay"));
        assertEquals(List.of(1000, 2000, 4000), settings.counts("crowds"));
        assertEquals(0.1, settings.share("hogs"));
        assertEquals(5000, spec.connections());
        assertEquals(6, spec.parameters().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo | unknown scenario 'echo', known are backend",
                "backend: | '' of scenario 'backend' is not NAME=VALUE",
                "backend:calls | 'calls' of scenario 'backend' is not NAME=VALUE",
                "backend:call=3 | scenario 'backend' has no parameter 'call', it has calls, delay,"
                        + " payload, rate, hogs, crowds, connections",
                "backend:calls=0 | scenario 'backend': parameter 'calls' must be between 1 and 100:"
                        + " was '0'",
                "backend:calls=x | scenario 'backend': parameter 'calls' must be between 1 and 100:"
                        + " 'x' is not a count such as 64, 10k or 1m",
                "backend:delay=1m | scenario 'backend': parameter 'delay' must be between 1ms and"
                        + " 10s: was '1m'",
                "backend:calls=1,calls=2 | scenario 'backend': parameter 'calls' is set twice",
                "backend:crowds=1k+0 | scenario 'backend': parameter 'crowds' must be between 1 and"
                        + " 10m: was '1k+0'",
                "backend:connections=0 | scenario 'backend': parameter 'connections' must be between"
                        + " 1 and 1m: was '0'"
            })
    void refusesWithTheThingTheBoundAndTheValue(String text, String message) {
        var failure = assertThrows(IllegalArgumentException.class, () -> parse(text));

        assertEquals(message, failure.getMessage());
    }

    @Test
    void settingsNameAParameterThatIsMissing() {
        var settings =
                new Settings(
                        Map.of("calls", "3"),
                        1,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(),
                        List.of());

        var failure = assertThrows(IllegalArgumentException.class, () -> settings.count("delay"));

        assertTrue(failure.getMessage().contains("'delay'"), failure.getMessage());
        assertTrue(failure.getMessage().contains("[calls]"), failure.getMessage());
    }
}
