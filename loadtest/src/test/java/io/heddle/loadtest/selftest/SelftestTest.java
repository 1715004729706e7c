package io.heddle.loadtest.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heddle.Hiccups;
import io.heddle.loadtest.cli.HeddleCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The self-test in its quick form, as a user runs it. A noisy machine can make a client late: what
/// it breaks, and says so, is not judged here.
@Timeout(180) // whole runs, on processors that others may use, too
class SelftestTest {
    // The tolerance of the parts is 20 ms.
    private static final Duration BEARABLE = Duration.ofMillis(10);

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void tellsTheTruthAboutAServerThatFroze() {
        assertHeldOnAQuietMachine("freeze");
    }

    @Test
    void refusesServersThatCheat() {
        var part = part("cheats");

        assertEquals("held", part.get("outcome").asString(), part::toPrettyString);
        assertEquals(6, part.get("readings").size(), part::toPrettyString);
    }

    @Test
    void countsLostDatagrams() {
        var part = assertHeldOnAQuietMachine("losses");

        assertEquals(5, part.get("readings").size(), part::toPrettyString);
    }

    @Test
    void flagsAClientThatCannotKeepUp() {
        var part = part("starved client");

        assertEquals("held", part.get("outcome").asString(), part::toPrettyString);
    }

    /// The part says that others used the machine, or a thread of ours sees that it stood still.
    private JsonNode assertHeldOnAQuietMachine(String name) {
        try (var hiccups = Hiccups.watch()) {
            var part = part(name);

            boolean broken = part.get("outcome").asString().equals("broken");
            assumeFalse(
                    broken && part.get("reason").asString().contains("V8"),
                    "other programs used the machine");
            assumeFalse(
                    broken && hiccups.longest().compareTo(BEARABLE) > 0,
                    () -> "the machine stood still for " + hiccups.longest());
            assertEquals("held", part.get("outcome").asString(), part::toPrettyString);
            return part;
        }
    }

    private JsonNode part(String name) {
        var arguments = new ArrayList<>(List.of("selftest", "--quick", "--part", name));
        arguments.addAll(List.of("--cpu-plan", "shared", "--heap", "64m", "--json", "-"));
        HeddleCommand.run(
                new PrintWriter(output), new PrintWriter(errors), arguments.toArray(String[]::new));
        var json = JsonMapper.shared().readTree(output.toString());
        assertEquals("selftest", json.get("kind").asString(), errors::toString);
        assertEquals(1, json.get("parts").size(), errors::toString);
        assertTrue(errors.toString().contains(name), errors::toString);
        return json.get("parts").get(0);
    }
}
