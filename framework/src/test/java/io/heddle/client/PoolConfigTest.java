package io.heddle.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolConfigTest {

    @Test
    void tellsEverythingThatIsOutOfItsRange() {
        var mistake =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new PoolConfig(
                                        " ",
                                        0,
                                        1 << 21,
                                        -1,
                                        -2,
                                        Duration.ofMillis(9),
                                        Duration.ZERO,
                                        Duration.ofDays(91)));

        assertEquals(
                "pool name must not be blank"
                        + "; maxPerTarget must be between 1 and 1048576, was 0"
                        + "; maxConnections must be between 1 and 1048576, was 2097152"
                        + "; maxWaitingPerTarget must be between 0 and 1048576, was -1"
                        + "; maxWaiting must be between 0 and 1048576, was -2"
                        + "; maxWait must be between PT0.01S and PT24H, was PT0.009S"
                        + "; maxIdle must be between PT0.01S and PT2160H, or never, was PT0S"
                        + "; maxAge must be between PT0.01S and PT2160H, or never, was PT2184H",
                mistake.getMessage());
    }

    @Test
    void isCopiedWithChanges() {
        PoolConfig changed =
                PoolConfig.DEFAULT
                        .withName("backend")
                        .withConnections(2, 3)
                        .withWaiting(4, 5)
                        .withMaxWait(Duration.ofSeconds(6))
                        .withMaxIdle(Duration.ofSeconds(7))
                        .withMaxAge(Timeouts.NEVER);

        assertEquals(
                new PoolConfig(
                        "backend",
                        2,
                        3,
                        4,
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Timeouts.NEVER),
                changed);
    }
}
