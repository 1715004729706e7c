package io.heddle.loadtest.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    /// The example of a freeze of one second in ten, at a rate far below the capacity.
    @Test
    void knowsTheAnswerOfAFreeze() {
        assertEquals(0, FreezePart.truth(50, 1000, 10_000), 1e-9);
        assertEquals(500, FreezePart.truth(95, 1000, 10_000), 1e-6);
        assertEquals(900, FreezePart.truth(99, 1000, 10_000), 1e-6);
    }

    @Test
    void allowsThreePerCentOrTwentyMillis() {
        assertEquals(20, Tolerance.millis(0));
        assertEquals(20, Tolerance.millis(500));
        assertEquals(27, Tolerance.millis(900), 1e-9);
    }

    @Test
    void aWrongTimeBreaksAndIsSaid() {
        var late = Reading.near("response p99", 900, 928, 27);
        var right = Reading.near("response p99", 900, 926, 27);

        assertEquals(Outcome.BROKEN, late.outcome());
        assertEquals(Outcome.HELD, right.outcome());
        assertEquals("response p99 928 ms, expected 900 ms within 27 ms", late.describe());
    }

    @Test
    void thePartIsAsGoodAsItsWorstReading() {
        var held = Reading.fact("seen", true, "");
        var broken = Reading.atMost("lag", 201, 200, "us");
        var shown = Reading.shown("rate", 5, "1/s", "");
        var unjudged = broken.notJudged("the client shares its cores");

        assertEquals(Outcome.BROKEN, Selftest.outcome(List.of(held, broken, shown)));
        assertEquals(Outcome.HELD, Selftest.outcome(List.of(held, shown)));
        assertEquals(Outcome.SHOWN, Selftest.outcome(List.of(shown)));
        assertEquals(Outcome.NOT_APPLICABLE, Selftest.outcome(List.of(unjudged, shown)));
    }

    @Test
    void tellsEachPartWithItsReadings() {
        var part =
                new PartResult(
                        "freeze",
                        "it waits",
                        Outcome.BROKEN,
                        "other programs",
                        2,
                        3,
                        List.of(Reading.near("p50", 0, 30, 20)));

        var lines = SelftestText.lines(part);

        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("BROKEN"), lines::toString);
        assertTrue(lines.getFirst().endsWith("at the second attempt): other programs"));
        assertTrue(lines.get(1).contains("BROKEN"), lines::toString);
        assertEquals("BROKEN: freeze", SelftestText.summary(List.of(part)));
    }
}
