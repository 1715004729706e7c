package io.heddle.loadtest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.validity.ImaginedWindow;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final String NOON = "2026-01-01T12:00:00Z";

    private static RunResult run(String startedAt, ImaginedWindow window, String... gates) {
        var held = new java.util.LinkedHashMap<String, Boolean>();
        for (String gate : gates) {
            held.put(gate, true);
        }
        return new RunResult(
                "heddle-loadtest/1",
                "run",
                "heddle-loadtest 1",
                List.of("run"),
                startedAt,
                false,
                "tcp://10.0.0.1:9000",
                Map.of("jdk", "25", "host", startedAt),
                held,
                List.of(),
                window.checked());
    }

    private static ImaginedWindow window(long millis) {
        var window = new ImaginedWindow();
        window.ours = false;
        window.response = ImaginedWindow.constant(millis * 1_000_000, 20_000);
        return window;
    }

    private static RunResult merged(RunResult... runs) {
        return Merge.of(List.of(runs), List.of("merge"));
    }

    @Test
    void addsRatesCountsAndHistograms() {
        var slow = window(3);
        slow.errors = 7;
        slow.jain = 0.95;

        var merged = merged(run(NOON, window(1)), run(NOON, slow));

        var window = merged.window();
        assertEquals(2000, window.achievedRate(), 1e-9);
        assertEquals(2000, window.offeredRate(), 1e-9);
        assertEquals(40_000, window.requests());
        assertEquals(7, window.errors());
        assertEquals(20, window.connections());
        assertEquals(40_000, window.responseUs().n());
        assertEquals(1000, window.responseUs().p50(), 5);
        assertEquals(3000, window.responseUs().p90(), 5); // the mean of the two would be 2,000
        assertEquals(0.974, window.fairness().jain(), 0.001);
        assertEquals("25", merged.environment().get("jdk"));
        assertNull(window.server());
    }

    @Test
    void theHistogramsOfTheWholeAreTheSumOfItsParts() {
        var merged = merged(run(NOON, window(1)), run(NOON, window(3)));

        Histogram response = HistogramText.decode(merged.window().histograms().get("response"));

        var expected = ImaginedWindow.constant(1_000_000, 20_000);
        expected.add(ImaginedWindow.constant(3_000_000, 20_000));
        assertEquals(expected, response);
    }

    @Test
    void keepsTheWorstCheckAndHoldsTheGatesAgainstTheWhole() {
        var lost = window(3);
        lost.retransmits = 99L;

        var merged =
                merged(run(NOON, window(1), "p90<2ms", "rate>1.5k"), run(NOON, lost, "rate>1.5k"));

        assertEquals(Light.RED, merged.window().checks().get("V11").light());
        assertTrue(merged.window().checks().get("V11").why().startsWith("client 2: "));
        assertFalse(merged.window().valid());
        assertEquals(Map.of("p90<2ms", false, "rate>1.5k", true), merged.gates());
    }

    @Test
    void sharesTheCostOfTheServerAmongAllRequests() {
        var owner = window(1);
        owner.ours = true;

        var merged = merged(run(NOON, owner), run(NOON, window(1)));

        assertEquals(10e6 / 40_000, merged.window().server().cpuUsPerRequest(), 1e-9);
    }

    @Test
    void tellsOfClientsThatRanTogetherForAPartOfTheTime() {
        var merged = merged(run(NOON, window(1)), run("2026-01-01T12:00:05Z", window(1)));

        assertTrue(
                merged.notes().contains("the clients ran together for 15.0 s of 20.0 s"),
                merged.notes()::toString);
    }

    @Test
    void refusesClientsThatDidNotRunTogether() {
        assertRefused(
                "cannot merge: the clients ran together for 0.0 s of 20.0 s, bound 50%; their rates"
                        + " do not add up",
                run(NOON, window(1)), run("2026-01-01T12:01:00Z", window(1)));
    }

    @Test
    void refusesOneResultDifferentLoopsAndDifferentServers() {
        var owner = window(1);
        owner.ours = true;

        assertRefused("merge needs at least 2 results, got 1", run(NOON, window(1)));
        assertRefused(
                "cannot merge runs with different loops: CLOSED, OPEN",
                run(NOON, window(1)),
                run(NOON, window(1).closed()));
        assertRefused(
                "cannot merge: 2 clients measured a server of their own",
                run(NOON, owner),
                run(NOON, owner));
    }

    private static void assertRefused(String message, RunResult... runs) {
        var failure = assertThrows(IllegalArgumentException.class, () -> merged(runs));

        assertEquals(message, failure.getMessage());
    }
}
