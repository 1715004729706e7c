package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumRateTest {

    private static final Duration OVER = Duration.ofSeconds(5);

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Integer.MAX_VALUE})
    void takesRatesFromNoneToTwoGigabytesASecond(long rate) {
        assertEquals(rate, new MinimumRate(rate, 0, OVER).bytesIn());
        assertEquals(rate, new MinimumRate(0, rate, OVER).bytesOut());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Integer.MAX_VALUE + 1L, Long.MAX_VALUE})
    void refusesRatesOutOfTheirRange(long rate) {
        String range = ", bytes a second, must be between 0 and 2147483647, was " + rate;

        assertEquals("minimum rate in" + range, refusal(() -> new MinimumRate(rate, 0, OVER)));
        assertEquals("minimum rate out" + range, refusal(() -> new MinimumRate(0, rate, OVER)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT1.000000001S", "PT5S", "PT1H"})
    void isAnAverageOverASecondToAnHour(Duration over) {
        assertEquals(over, new MinimumRate(1, 1, over).over());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT-1S",
                "PT0S",
                "PT0.999999999S",
                "PT1H0.000000001S",
                "P90D",
                "PT9223372036854775807S"
            })
    void isNoAverageOverLessOrMore(Duration over) {
        assertEquals(
                "minimum rate over must be between PT1S and PT1H, was " + over,
                refusal(() -> new MinimumRate(1, 1, over)));
    }

    @Test
    void namesAllProblemsAtOnce() {
        String refusal = refusal(() -> new MinimumRate(-1, -2, Duration.ZERO));

        assertEquals(
                List.of(
                        "minimum rate in, bytes a second, must be between 0 and 2147483647, was -1",
                        "minimum rate out, bytes a second, must be between 0 and 2147483647,"
                                + " was -2",
                        "minimum rate over must be between PT1S and PT1H, was PT0S"),
                List.of(refusal.split("; ")));
    }

    @Test
    void isTheSameInBothDirectionsByDefault() {
        assertEquals(new MinimumRate(100, 100, OVER), MinimumRate.of(100));
    }

    @Test
    void isOnWhenADirectionHasOne() {
        assertFalse(MinimumRate.NONE.isOn());
        assertTrue(new MinimumRate(1, 0, OVER).isOn());
        assertTrue(new MinimumRate(0, 1, OVER).isOn());
    }
}
