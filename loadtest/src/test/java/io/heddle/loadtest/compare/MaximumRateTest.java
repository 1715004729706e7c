package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaximumRateTest {
    @ParameterizedTest
    @ValueSource(doubles = {100, 101, 777, 1600, 12_345, 99_000})
    void findsTheHighestRateThatHolds(double limit) throws Exception {
        var found = new MaximumRate(100, 100_000, (rate, _) -> rate <= limit).find();

        assertTrue(found.perSecond() <= limit, found.toString());
        assertTrue(found.perSecond() >= limit / 1.06, found.toString());
        assertTrue(found.confirmed());
        assertTrue(found.bounded());
    }

    @Test
    void saysThatNothingHolds() throws Exception {
        var found = new MaximumRate(100, 100_000, (_, _) -> false).find();

        assertEquals(0, found.perSecond());
        assertFalse(found.confirmed());
        assertEquals(1, found.steps().size());
    }

    @Test
    void saysThatEvenTheMostHolds() throws Exception {
        var found = new MaximumRate(100, 1000, (_, _) -> true).find();

        assertEquals(1000, found.perSecond());
        assertTrue(found.confirmed());
        assertFalse(found.bounded());
    }

    @Test
    void stepsBackIfALongerLookFails() throws Exception {
        var found =
                new MaximumRate(
                                100,
                                100_000,
                                (rate, confirming) -> rate <= (confirming ? 900 : 1000))
                        .find();

        assertTrue(found.perSecond() <= 900, found.toString());
        assertTrue(found.confirmed());
        assertTrue(found.steps().stream().anyMatch(step -> step.confirming() && !step.held()));
    }

    @Test
    void doesNotClaimWhatItCouldNotConfirm() throws Exception {
        var found =
                new MaximumRate(100, 100_000, (rate, confirming) -> !confirming && rate <= 1000)
                        .find();

        assertFalse(found.confirmed());
        assertTrue(found.perSecond() < 1000, found.toString());
    }
}
