package io.heddle.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlLineTest {
    @Test
    void writesSortedPairsWithoutBlanks() {
        assertEquals(
                "settings backlog=4096 gc=G1_Young",
                ControlLine.format("settings", Map.of("gc", "G1 Young", "backlog", 4096)));
        assertEquals("gc", ControlLine.format("gc", Map.of()));
    }

    @Test
    void readsWhatItWrites() {
        assertEquals(
                Map.of("a", "1", "b", "x=y"),
                ControlLine.parse(ControlLine.format("c", Map.of("a", 1, "b", "x=y"))));
    }
}
