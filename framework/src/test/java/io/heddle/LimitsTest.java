package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65_536, Limits.UNLIMITED})
    void takesMaxConnectionsFromOneOn(int maxConnections) {
        assertEquals(
                maxConnections, Limits.DEFAULT.withMaxConnections(maxConnections).maxConnections());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesMaxConnectionsBelowOne(int maxConnections) {
        String problem = "maxConnections must be at least 1, was " + maxConnections;

        assertEquals(problem, refusal(() -> Limits.DEFAULT.withMaxConnections(maxConnections)));
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void defaultsTo65536Connections() {
        assertEquals(65_536, Limits.DEFAULT.maxConnections());
    }
}
