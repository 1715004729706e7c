package io.heddle;

import static io.heddle.AdaptiveLimit.Outcome.CUT_SHORT;
import static io.heddle.AdaptiveLimit.Outcome.FAILED;
import static io.heddle.AdaptiveLimit.Outcome.RETURNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveLimitTest {

    private static final long SLOW = Duration.ofMillis(100).toNanos();
    private static final long FAST = SLOW / 10;

    private long now = Long.MAX_VALUE - SLOW; // overflows soon

    private static AdaptiveLimit limit(int least, int most) {
        return new AdaptiveLimit(WorkLimitConfig.adaptive(least, most, Duration.ofNanos(SLOW)));
    }

    private void fastWork(AdaptiveLimit limit, int used, int times) {
        for (int i = 0; i < times; i++) {
            limit.ended(RETURNED, FAST, used, now);
        }
    }

    private void slowWork(AdaptiveLimit limit) {
        limit.ended(RETURNED, SLOW + 1, 1, now);
    }

    @Test
    void beginsWithLeast() {
        assertEquals(3, limit(3, 100).permits());
    }

    @Test
    void growsByOneForEachFullRound() {
        AdaptiveLimit limit = limit(10, 100);

        fastWork(limit, 10, 9);
        assertEquals(10, limit.permits());

        fastWork(limit, 10, 1);
        assertEquals(11, limit.permits());

        fastWork(limit, 11, 11);
        assertEquals(12, limit.permits());
    }

    @Test
    void growsOnlyWhileHalfIsUsed() {
        AdaptiveLimit limit = limit(10, 100);

        fastWork(limit, 4, 1_000);
        assertEquals(10, limit.permits());

        fastWork(limit, 5, 10);
        assertEquals(11, limit.permits());

        fastWork(limit, 5, 1_000);
        assertEquals(11, limit.permits(), "half of 11 is more than 5");
    }

    @Test
    void growsToMostAndNotBeyond() {
        AdaptiveLimit limit = limit(1, 20);

        fastWork(limit, 20, 1_000);

        assertEquals(20, limit.permits());
    }

    @ParameterizedTest
    @CsvSource({"100, 90", "99, 90", "19, 18", "10, 9", "5, 4", "2, 1", "1, 1"})
    void comesDownByTenthAndByOneAtLeast(int from, int to) {
        AdaptiveLimit limit = limit(from, 100);
        limit.bounds(WorkLimitConfig.adaptive(1, 100, Duration.ofNanos(SLOW)));

        slowWork(limit);

        assertEquals(to, limit.permits());
    }

    @Test
    void workThatIsAsLongAsAllowedIsInTime() {
        AdaptiveLimit limit = limit(1, 2);

        limit.ended(RETURNED, SLOW, 1, now);

        assertEquals(2, limit.permits());
    }

    @Test
    void comesDownOnceWithinTheTimeThatIsSlow() {
        AdaptiveLimit limit = limit(1, 100);
        fastWork(limit, 100, 10_000);

        slowWork(limit);
        now += SLOW - 1;
        slowWork(limit);
        assertEquals(90, limit.permits());

        now += 1;
        slowWork(limit);
        assertEquals(81, limit.permits());
    }

    @Test
    void comesDownForWorkThatIsCutShortHoweverFast() {
        AdaptiveLimit limit = limit(1, 100);
        fastWork(limit, 100, 10_000);

        limit.ended(CUT_SHORT, FAST, 100, now);

        assertEquals(90, limit.permits());
    }

    @Test
    void failuresSayNothingUnlessTheyAreSlow() {
        AdaptiveLimit limit = limit(10, 20);

        for (int i = 0; i < 1_000; i++) {
            limit.ended(FAILED, FAST, 20, now);
        }
        assertEquals(10, limit.permits());

        fastWork(limit, 20, 10);
        limit.ended(FAILED, SLOW + 1, 20, now);
        assertEquals(10, limit.permits(), "one up and one down");
    }

    @Test
    void roundBeginsAnewAfterCongestion() {
        AdaptiveLimit limit = limit(10, 100);

        fastWork(limit, 10, 9);
        slowWork(limit);
        fastWork(limit, 10, 9);

        assertEquals(10, limit.permits());
    }

    @Test
    void fixedOneNeverMoves() {
        var limit = new AdaptiveLimit(WorkLimitConfig.fixed(10));

        fastWork(limit, 10, 100);
        limit.ended(CUT_SHORT, Long.MAX_VALUE, 10, now);

        assertEquals(10, limit.permits());
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 5", "20, 30, 20", "1, 30, 10"})
    void otherBoundsMoveItNoMoreThanTheyMust(int least, int most, int expected) {
        AdaptiveLimit limit = limit(10, 10);

        limit.bounds(WorkLimitConfig.adaptive(least, most, Duration.ofNanos(SLOW)));

        assertEquals(expected, limit.permits());
    }

    /// A backend that does so much at once as fast as little, and more in proportion slower.
    @ParameterizedTest
    @ValueSource(ints = {5, 40, 300})
    void settlesAroundWhatTheBackendCanTake(int capacity) {
        AdaptiveLimit limit = limit(1, 1_000);
        double allowed = (double) SLOW / FAST * capacity;
        List<Integer> seen = new ArrayList<>();

        for (int round = 0; round < 20_000; round++) {
            int used = limit.permits();
            long took = FAST * Math.max(capacity, used) / capacity;
            now += took;
            for (int i = 0; i < used; i++) {
                limit.ended(RETURNED, took, used, now);
            }
            seen.add(limit.permits());
        }

        double top = Math.min(1_000, allowed + 1);
        List<Integer> late = seen.subList(10_000, 20_000);
        for (int permits : late) {
            assertTrue(permits <= top, permits + " permits, " + top + " can be served in time");
            assertTrue(permits >= 0.88 * top - 1, permits + " permits of " + top);
        }
    }
}
