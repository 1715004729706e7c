package io.heddle.loadtest.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heddle.loadtest.cli.HeddleCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The self-test in its quick form, as a user runs it. A noisy machine can make a client late: what
/// it breaks, and says so, is not judged here.
class SelftestTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void tellsTheTruthAboutAServerThatFroze() {
        var part = part("freeze");

        var outcome = part.get("outcome").asString();
        assumeFalse(
                outcome.equals("broken") && part.get("reason").asString().contains("V8"),
                "other programs used the machine");
        assertEquals("held", outcome, part::toPrettyString);
    }

    @Test
    void refusesServersThatCheat() {
        var part = part("cheats");

        assertEquals("held", part.get("outcome").asString(), part::toPrettyString);
        assertEquals(6, part.get("readings").size(), part::toPrettyString);
    }

    @Test
    void countsLostDatagrams() {
        var part = part("losses");

        var outcome = part.get("outcome").asString();
        assumeFalse(
                outcome.equals("broken") && part.get("reason").asString().contains("V8"),
                "other programs used the machine");
        assertEquals("held", outcome, part::toPrettyString);
        assertEquals(5, part.get("readings").size(), part::toPrettyString);
    }

    @Test
    void flagsAClientThatCannotKeepUp() {
        var part = part("starved client");

        assertEquals("held", part.get("outcome").asString(), part::toPrettyString);
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
