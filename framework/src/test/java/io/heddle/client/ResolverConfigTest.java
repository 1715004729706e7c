package io.heddle.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResolverConfigTest {

    @Test
    void tellsAllThatIsOutOfRange() {
        Duration tooLong = Duration.ofDays(2);

        var failure =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new ResolverConfig(
                                        0, -1, Duration.ZERO, Duration.ZERO, -1, tooLong, tooLong));

        assertEquals(
                "lookup threads must be between 1 and 256, was 0"
                        + "; lookup queue must be between 0 and 65536, was -1"
                        + "; lookup timeout must be between PT0.01S and PT1H, was PT0S"
                        + "; stuck must be between PT1S and PT1H, was PT0S"
                        + "; entries must be between 0 and 1048576, was -1"
                        + "; keepFound must be between PT0S and PT24H, was PT48H"
                        + "; keepFailed must be between PT0S and PT24H, was PT48H",
                failure.getMessage());
    }

    @Test
    void changesOneThingAtATime() {
        ResolverConfig changed =
                ResolverConfig.DEFAULT
                        .withThreads(1)
                        .withQueue(2)
                        .withTimeout(Duration.ofSeconds(3))
                        .withStuck(Duration.ofSeconds(4))
                        .withEntries(5)
                        .withMemory(Duration.ofSeconds(6), Duration.ofSeconds(7));

        assertEquals(
                new ResolverConfig(
                        1,
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7)),
                changed);
    }
}
