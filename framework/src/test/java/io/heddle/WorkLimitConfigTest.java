package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkLimitConfigTest {

    private static final Duration SLOW = Duration.ofMillis(100);

    @Test
    void fixedOneHasAlwaysAsManyPermitsAndNoQueue() {
        assertEquals(
                new WorkLimitConfig(50, 50, Timeouts.NEVER, 0, Duration.ofSeconds(1)),
                WorkLimitConfig.fixed(50));
    }

    @Test
    void adaptiveOneHasBoundsAndNoQueue() {
        assertEquals(
                new WorkLimitConfig(5, 50, SLOW, 0, Duration.ofSeconds(1)),
                WorkLimitConfig.adaptive(5, 50, SLOW));
    }

    @Test
    void copiesChangeOneThing() {
        WorkLimitConfig config = WorkLimitConfig.adaptive(5, 50, SLOW);

        assertEquals(
                new WorkLimitConfig(5, 50, SLOW, 7, Duration.ofSeconds(1)), config.withQueue(7));
        assertEquals(
                new WorkLimitConfig(5, 50, SLOW, 0, Duration.ofSeconds(3)),
                config.withPatience(Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536})
    void takesQueueOf(int length) {
        assertEquals(length, WorkLimitConfig.fixed(1).withQueue(length).queue());
    }

    @Test
    void tellsAllThatIsOutOfItsRange() {
        assertEquals(
                "least permits must be at least 1, was 0; "
                        + "most permits must be at least 1, was -1; "
                        + "slow must be between PT0.001S and PT2160H, was PT0S; "
                        + "queue length must be between 0 and 65536, was 65537; "
                        + "patience must be between PT0.01S and PT1H, was PT0.009S",
                refusal(() ->
                        new WorkLimitConfig(0, -1, Duration.ZERO, 65_537, Duration.ofMillis(9))));
    }

    @Test
    void refusesMostBelowLeast() {
        assertEquals(
                "most permits must be at least 5, was 4",
                refusal(() -> WorkLimitConfig.adaptive(5, 4, SLOW)));
    }

    @Test
    void refusesAdaptiveOneThatFindsNothingSlow() {
        assertEquals(
                "slow must be between PT0.001S and PT2160H, was " + Timeouts.NEVER,
                refusal(() -> WorkLimitConfig.adaptive(1, 2, Timeouts.NEVER)));
    }

    private static String refusal(Runnable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
