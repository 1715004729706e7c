package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerLimitsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, Limits.UNLIMITED})
    void takesMaxConnectionsFromOneOn(int maxConnections) {
        assertEquals(
                maxConnections,
                ListenerLimits.NONE.withMaxConnections(maxConnections).maxConnections());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesMaxConnectionsBelowOne(int maxConnections) {
        String problem =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ListenerLimits.NONE.withMaxConnections(maxConnections))
                        .getMessage();

        assertEquals("maxConnections must be at least 1, was " + maxConnections, problem);
    }

    @Test
    void copiesDifferInOneThing() throws Exception {
        ListenerLimits none = ListenerLimits.NONE;

        assertEquals(List.of("maxConnections"), changedBy(none.withMaxConnections(7)));
        assertEquals(List.of("rate"), changedBy(none.withRate(AcceptRate.perSecond(7))));
        assertEquals(List.of("atLimit"), changedBy(none.withAtLimit(AtLimit.HOLD)));
        assertEquals(List.of("exempt"), changedBy(none.withExempt(true)));
        assertEquals(none, none.withExempt(true).withExempt(false));
    }

    private static List<String> changedBy(ListenerLimits copy) throws Exception {
        return Differences.between(ListenerLimits.NONE, copy);
    }

    @Test
    void noneLeavesAllToTheServer() {
        assertEquals(Limits.UNLIMITED, ListenerLimits.NONE.maxConnections());
        assertEquals(AcceptRate.UNLIMITED, ListenerLimits.NONE.rate());
        assertNull(ListenerLimits.NONE.atLimit());
    }
}
