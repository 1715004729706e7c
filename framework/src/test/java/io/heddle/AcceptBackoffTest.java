package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AcceptBackoffTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AcceptBackoff backoff = new AcceptBackoff(() -> 0);

    @Test
    void pausesFiveMillisecondsAtFirstThenTwiceAsLongButLessThanASecond() {
        List<Long> millis =
                Stream.generate(backoff::failed).limit(11).map(nanos -> nanos / 1_000_000).toList();

        assertEquals(List.of(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 800L, 800L, 800L), millis);
    }

    @Test
    void beginsAnewAfterSuccess() {
        backoff.failed();
        backoff.failed();

        backoff.succeeded();

        assertEquals(AcceptBackoff.FIRST.toNanos(), backoff.failed());
    }

    @Test
    void takesAtMostHalfOffAtRandom() {
        var random = RandomGenerator.of("L64X128MixRandom");
        var jittered = new AcceptBackoff(random::nextDouble);
        for (int i = 0; i < 10_000; i++) {
            long full = backoff.failed();
            long pause = jittered.failed();
            assertTrue(
                    pause <= full && pause > full / 2 && pause >= AcceptBackoff.FIRST.toNanos(),
                    pause + " of " + full);
            if (i % 20 == 0) {
                backoff.succeeded();
                jittered.succeeded();
            }
        }
    }

    @Test
    void takesHalfOffAtTheMostAndLeavesTheFirstPause() {
        var jittered = new AcceptBackoff(() -> Math.nextDown(1.0));

        List<Long> millis =
                Stream.generate(jittered::failed)
                        .limit(4)
                        .map(nanos -> Math.round(nanos / 1e6))
                        .toList();

        assertEquals(List.of(5L, 5L, 10L, 20L), millis);
    }

    @Test
    void reportsFirstFailureAtOnce() {
        backoff.failed();

        assertEquals(1, backoff.takeReport(Long.MAX_VALUE - 5));
    }

    @Test
    void reportsNothingWithoutFailure() {
        assertEquals(0, backoff.takeReport(0));
    }

    @Test
    void reportsAtMostOnceASecondAndCountsMeanwhile() {
        backoff.failed();
        backoff.takeReport(0);
        backoff.failed();
        backoff.failed();

        assertEquals(0, backoff.takeReport(1));
        assertEquals(0, backoff.takeReport(SECOND - 1));
        assertEquals(2, backoff.takeReport(SECOND));
        assertEquals(0, backoff.takeReport(2 * SECOND));
    }

    @Test
    void successDoesNotMakeReportsMoreFrequent() {
        backoff.failed();
        backoff.takeReport(0);

        backoff.succeeded();
        backoff.failed();

        assertEquals(0, backoff.takeReport(SECOND - 1));
        assertEquals(1, backoff.takeReport(SECOND));
    }

    @Test
    void timeMayWrapAround() {
        long late = Long.MAX_VALUE - 5;
        backoff.failed();
        backoff.takeReport(late);
        backoff.failed();

        assertEquals(0, backoff.takeReport(late + 10));
        assertEquals(1, backoff.takeReport(late + SECOND));
    }
}
