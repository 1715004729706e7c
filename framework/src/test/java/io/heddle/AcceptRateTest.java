package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptRateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void takesTheBoundsOfItsRanges() {
        assertEquals(3_600_000_000_000L, new AcceptRate(1, Duration.ofHours(1), 1).nanosPerPeer());
        assertEquals(1, new AcceptRate(1_000_000, Duration.ofMillis(1), 1_000_000).nanosPerPeer());
        assertEquals(1, new AcceptRate(600_000, Duration.ofMillis(1), 1).nanosPerPeer());
    }

    @Test
    void perSecondLetsASecondsWorthComeAtOnce() {
        assertEquals(new AcceptRate(50, SECOND, 50), AcceptRate.perSecond(50));
        assertEquals(20_000_000, AcceptRate.perSecond(50).nanosPerPeer());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertEquals(
                "rate count must be between 1 and 1000000, was 0",
                refusal(() -> new AcceptRate(0, SECOND, 1)));
        assertEquals(
                "rate count must be between 1 and 1000000, was 1000001",
                refusal(() -> new AcceptRate(1_000_001, SECOND, 1)));
        assertEquals(
                "rate per must be between PT0.001S and PT1H, was PT0.000999999S",
                refusal(() -> new AcceptRate(1, Duration.ofNanos(999_999), 1)));
        assertEquals(
                "rate per must be between PT0.001S and PT1H, was PT1H0.001S",
                refusal(() -> new AcceptRate(1, Duration.ofHours(1).plusMillis(1), 1)));
        assertEquals(
                "rate burst must be between 1 and 1000000, was 0",
                refusal(() -> AcceptRate.perSecond(1).withBurst(0)));
        assertEquals(
                "rate count must be between 1 and 1000000, was -1;"
                        + " rate burst must be between 1 and 1000000, was -1",
                refusal(() -> AcceptRate.perSecond(-1)));
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void copyDiffersInTheBurst() throws Exception {
        AcceptRate rate = AcceptRate.perSecond(10);

        assertEquals(List.of("burst"), Differences.between(rate, rate.withBurst(1)));
        assertEquals(rate, rate.withBurst(1).withBurst(10));
    }

    @Test
    void onlyTheUnlimitedOneIsUnlimited() {
        assertTrue(AcceptRate.UNLIMITED.isUnlimited());
        assertEquals(0, AcceptRate.UNLIMITED.nanosPerPeer());
        assertFalse(AcceptRate.perSecond(1_000_000).isUnlimited());
    }
}
