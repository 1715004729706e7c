package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AtLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void equalsOnesThatSayTheSame() {
        assertEquals(new AtLimit.Hold(), AtLimit.HOLD);
        assertEquals(new AtLimit.Queue(1024, SECOND, ""), AtLimit.queue(SECOND));
        assertEquals(new AtLimit.Reject("full"), AtLimit.reject("full"));
    }

    @Test
    void takesTheBoundsOfItsRanges() {
        assertEquals(1, new AtLimit.Queue(1, Duration.ofMillis(10), "").length());
        assertEquals(65_536, new AtLimit.Queue(65_536, Duration.ofHours(1), "").length());
        assertEquals(1024, new AtLimit.Reject("x".repeat(1024)).farewell().length());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertEquals(
                "queue timeout must be between PT0.01S and PT1H, was PT0.009S",
                refusal(() -> AtLimit.queue(Duration.ofMillis(9))));
        assertEquals(
                "queue length must be between 1 and 65536, was 0;"
                        + " queue timeout must be between PT0.01S and PT1H, was PT1H0.001S;"
                        + " farewell bytes must be between 0 and 1024, was 1025",
                refusal(() ->
                        new AtLimit.Queue(0, Duration.ofHours(1).plusMillis(1), "x".repeat(1025))));
        assertEquals(
                "queue length must be between 1 and 65536, was 65537",
                refusal(() -> new AtLimit.Queue(65_537, SECOND, "")));
    }

    @Test
    void measuresFarewellsInBytes() {
        String threeBytes = "€";

        assertEquals(
                "farewell bytes must be between 0 and 1024, was 1026",
                refusal(() -> AtLimit.reject(threeBytes.repeat(342))));
        assertEquals(341, new AtLimit.Reject(threeBytes.repeat(341)).farewell().length());
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
