package io.heddle.loadtest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import io.heddle.loadtest.validity.ImaginedWindow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisTest {
    private static final double[] QUIET = {10, 10.1, 9.9, 10.05, 9.95, 10};

    private static Analysis cpu(Analysis.Row... rows) {
        return Analysis.of(List.of(Rows.CPU), List.of(rows), "base", 0.03, 0.95, 1);
    }

    private static Analysis.Row cpuRow(String name, double... values) {
        return Rows.row(name, name.endsWith("'"), Rows.CPU.id(), values);
    }

    private static double[] times(double factor) {
        var scaled = QUIET.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor * (i % 2 == 0 ? 1.004 : 0.996);
        }
        return scaled;
    }

    private static RatioResult ratio(Analysis analysis, int target) {
        return analysis.targets().get(target).ratio();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, LOWER, WORSE",
        "1.2, HIGHER, BETTER",
        "0.8, LOWER, BETTER",
        "0.8, HIGHER, WORSE",
        "1.0, LOWER, EQUIVALENT",
        "1.03, LOWER, INCONCLUSIVE"
    })
    void callsAClearDifferenceByTheMetricsDirection(
            double factor, Metric.Better better, Verdict verdict) {
        var metric = new Metric("m", "m", "", better);
        var rows =
                List.of(
                        Rows.row("base", false, "m", QUIET),
                        Rows.row("other", false, "m", times(factor)));

        var analysis = Analysis.of(List.of(metric), rows, "base", 0.03, 0.95, 1);

        assertEquals(Verdict.BASELINE, ratio(analysis, 0).verdict());
        assertEquals(verdict, ratio(analysis, 1).verdict());
        assertEquals(factor, ratio(analysis, 1).value(), 0.01);
        assertTrue(ratio(analysis, 1).low() < factor && factor < ratio(analysis, 1).high());
    }

    @Test
    void comparesWithinBlocksSoThatADriftHitsAllAlike() {
        var analysis =
                cpu(
                        cpuRow("base", 10, 20, 40, 80, 160, 320),
                        cpuRow("other", 12, 24, 48, 96, 192, 384));

        assertEquals(1.2, ratio(analysis, 1).value(), 1e-9);
        assertEquals(Verdict.WORSE, ratio(analysis, 1).verdict());
        assertEquals(72, analysis.targets().get(1).cpuUsPerRequest(), 1e-9);
    }

    @Test
    void oneBlockConcludesNothing() {
        var analysis = cpu(cpuRow("base", 10), cpuRow("other", 20));

        var ratio = ratio(analysis, 1);

        assertEquals(Verdict.INCONCLUSIVE, ratio.verdict());
        assertEquals(2, ratio.value(), 1e-9);
        assertEquals(1, ratio.pValue(), 1e-9);
    }

    @Test
    void threeForksCallOnlyWhatTheirWideIntervalAllowsAndAreNeverSignificant() {
        var analysis =
                cpu(
                        cpuRow("base", 10, 10.1, 9.9),
                        cpuRow("clear", 15, 15.1, 14.9),
                        cpuRow("likely", 10.6, 11.5, 10.4));

        assertEquals(Verdict.WORSE, ratio(analysis, 1).verdict());
        assertEquals(Verdict.INCONCLUSIVE, ratio(analysis, 2).verdict());
        assertEquals(0.2, ratio(analysis, 1).pValue(), 1e-9); // 0.1 for each of two comparisons
        assertTrue(Analysis.directional(3));
        assertFalse(Analysis.directional(4));
    }

    @Test
    void theTwinsTypicalDistanceIsTheNoiseFloor() {
        var analysis =
                cpu(
                        cpuRow("base", 10, 10, 10, 10, 10, 10),
                        cpuRow("base'", 11, 10 / 1.1, 11, 10 / 1.1, 11, 10 / 1.1),
                        cpuRow("other", 10.8, 10.8, 10.8, 10.8, 10.8, 10.8));

        assertEquals(0.1, analysis.aaSpread().get(Rows.CPU.id()), 1e-9);
        assertEquals(1, ratio(analysis, 1).value(), 1e-9);
        assertEquals(Verdict.INCONCLUSIVE, ratio(analysis, 2).verdict());
        assertTrue(analysis.targets().get(1).twin());
    }

    @Test
    void oneDisturbedBlockDoesNotRaiseTheNoiseFloor() {
        var analysis =
                cpu(
                        cpuRow("base", 10, 10, 10, 10, 10, 10),
                        cpuRow("base'", 10.1, 10.1, 30, 10.1, 9.9, 10.1));

        assertEquals(0.01, analysis.aaSpread().get(Rows.CPU.id()), 1e-3);
    }

    @Test
    void withoutATwinThereIsNoSpread() {
        assertEquals(Map.of(), cpu(cpuRow("base", QUIET), cpuRow("other", QUIET)).aaSpread());
    }

    @Test
    void usesTheBlocksThatBothHave() {
        var analysis =
                cpu(
                        cpuRow("base", 10, 10, Double.NaN, 10),
                        cpuRow("other", 12, Double.NaN, 90, 12),
                        cpuRow("stranger", Double.NaN, Double.NaN, 7, Double.NaN));

        assertEquals(1.2, ratio(analysis, 1).value(), 1e-9);
        assertNull(ratio(analysis, 2));
        assertEquals(7, analysis.targets().get(2).cpuUsPerRequest(), 1e-9);
    }

    @Test
    void aTargetThatNeverRanKeepsItsRowAndItsProblem() {
        var dead = new Analysis.Row("dead", false, List.of("java"), "did not start", List.of());

        var target = cpu(cpuRow("base", QUIET), dead).targets().get(1);

        assertEquals("did not start", target.problem());
        assertNull(target.ratio());
        assertNull(target.cpuUsPerRequest());
        assertNull(target.responseUs());
        assertEquals(Map.of(), target.metrics());
        assertTrue(target.valid());
    }

    @Test
    void aValueThatIsNotPositiveHasNoRatio() {
        var rows =
                List.of(
                        Rows.row("base", false, Rows.HEAP.id(), -5, 4, 6),
                        Rows.row("other", false, Rows.HEAP.id(), 5, 4, 6));

        var analysis = Analysis.of(List.of(Rows.HEAP), rows, "base", 0.03, 0.95, 1);

        var metric = analysis.targets().get(0).metrics().get(Rows.HEAP.id());
        assertEquals(4, metric.median(), 1e-9);
        assertTrue(metric.low() <= -5 && metric.high() >= 6);
        assertNull(ratio(analysis, 1));
        assertEquals(5, analysis.targets().get(1).heapBytesPerConnection(), 1e-9);
    }

    @Test
    void theSameSeedGivesTheSameResultAndTheOrderOfMetricsIsKept() {
        var rows =
                List.of(
                        Rows.row(
                                "base",
                                false,
                                Rows.fork(1, Map.of("a", 1.0, "b", 2.0)),
                                Rows.fork(2, Map.of("a", 1.1, "b", 2.1))),
                        Rows.row(
                                "other",
                                false,
                                Rows.fork(1, Map.of("a", 1.3, "b", 2.0)),
                                Rows.fork(2, Map.of("a", 1.2, "b", 2.4))));
        var metrics =
                List.of(
                        new Metric("b", "b", "", Metric.Better.LOWER),
                        new Metric("a", "a", "", Metric.Better.LOWER));

        var one = Analysis.of(metrics, rows, "base", 0.03, 0.95, 42);
        var again = Analysis.of(metrics, rows, "base", 0.03, 0.95, 42);

        assertEquals(one, again);
        assertEquals(List.of("b", "a"), List.copyOf(one.targets().get(1).metrics().keySet()));
        assertEquals(one.targets().get(1).metrics().get("b").ratio(), one.targets().get(1).ratio());
    }

    @Test
    void mergesTheHistogramsAtTheHighestRateThatAllMet() {
        var rows =
                List.of(
                        Rows.row("base", false, forkAt(1, 1000, 1), forkAt(2, 1000, 3)),
                        Rows.row("other", false, forkAt(1, 1000, 5), forkAt(2, 2000, 7)));

        var targets = Analysis.of(List.of(Rows.CPU), rows, "base", 0.03, 0.95, 1).targets();

        var response = targets.get(0).responseUs();
        assertEquals(40_000, response.n());
        assertEquals(1000, response.p50(), 5);
        assertEquals(3000, response.p90(), 5); // the mean of the forks' p90 would be 2,000
        assertEquals(20_000, targets.get(1).responseUs().n());
        assertEquals(5000, targets.get(1).responseUs().p50(), 10);
    }

    @Test
    void takesTheFastestClosedWindowsWhereNoneIsOpen() {
        var slow = new ImaginedWindow().closed();
        slow.label = "closed, 1 connection";
        slow.achieved = 100;
        var fast = new ImaginedWindow().closed();
        fast.response = ImaginedWindow.constant(2_000_000, 20_000);
        var row = Rows.row("base", false, Rows.fork(1, Map.of(), slow.checked(), fast.checked()));

        var target = Analysis.of(List.of(), List.of(row), "base", 0.03, 0.95, 1).targets().get(0);

        assertEquals(2000, target.responseUs().p50(), 5);
        assertNull(target.ratio());
    }

    private static io.heddle.loadtest.result.ForkResult forkAt(
            int block, double rate, long millis) {
        var window = new ImaginedWindow();
        window.label = "open, %.0f/s".formatted(rate);
        window.offered = rate;
        window.achieved = rate;
        window.response = ImaginedWindow.constant(millis * 1_000_000, 20_000);
        return Rows.fork(block, Map.of(Rows.CPU.id(), 10.0), window.checked());
    }

    @Test
    void keepsTheWorstLightAndSaysWhereItWas() {
        var lost = new ImaginedWindow();
        lost.retransmits = 50L;
        var row =
                Rows.row(
                        "base",
                        false,
                        Rows.fork(1, Map.of(), new ImaginedWindow().checked()),
                        Rows.fork(2, Map.of(), lost.checked()),
                        Rows.fork(3, Map.of(), new ImaginedWindow().closed().checked()));

        var target = Analysis.of(List.of(), List.of(row), "base", 0.03, 0.95, 1).targets().get(0);

        assertEquals(Light.RED, target.checks().get("V11").light());
        assertTrue(target.checks().get("V11").why().startsWith("block 2, open, 1,000/s: "));
        assertFalse(target.valid());
        // That a closed loop offers no rate says nothing against the open ones.
        assertEquals(Light.GREEN, target.checks().get("V2").light());
    }

    @ParameterizedTest
    @CsvSource({
        "1.005, 1.0, 0.3, RED",
        "1.2, 1.0, 0.3, GREEN",
        "1.005, , 0.3, AMBER",
        "1.005, , 0.9, RED"
    })
    void saysWhenTheClientWasMeasured(Double one, Double other, double clientBusy, Light light) {
        var rows = new java.util.ArrayList<Analysis.Row>();
        rows.add(closedRow("base", 1, clientBusy));
        rows.add(closedRow("base'", 1.02, clientBusy));
        rows.add(closedRow("one", one, clientBusy));
        if (other != null) {
            rows.add(closedRow("other", other, clientBusy));
        }

        var analysis = Analysis.of(List.of(Rows.RATE), rows, "base", 0.03, 0.95, 1);

        for (TargetResult target : analysis.targets()) {
            var check = target.checks().get("V12");
            assertEquals(light, check.light(), check.why());
            assertEquals(light == Light.GREEN, check.advice().isEmpty());
        }
    }

    @Test
    void withoutAnAaRowNobodyCanSayWhetherTheClientWasMeasured() {
        var analysis =
                Analysis.of(
                        List.of(Rows.RATE),
                        List.of(closedRow("base", 1, 0.3), closedRow("one", 1, 0.3)),
                        "base",
                        0.03,
                        0.95,
                        1);

        assertEquals(Light.NONE, analysis.targets().get(1).checks().get("V12").light());
    }

    private static Analysis.Row closedRow(String name, double factor, double clientBusy) {
        var window = new ImaginedWindow().closed();
        window.clientBusy = clientBusy;
        var figures = Map.of(Rows.RATE.id(), 50_000 * factor);
        return Rows.row(
                name,
                name.endsWith("'"),
                Rows.fork(1, figures, window.checked()),
                Rows.fork(2, figures, window.checked()));
    }
}
