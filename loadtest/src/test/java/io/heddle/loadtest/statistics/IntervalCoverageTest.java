package io.heddle.loadtest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How often the intervals and verdicts are right when the truth is known. Seeded: the same each
/// time.
class IntervalCoverageTest {
    private static final int TIMES = 1000;
    private static final double MIN_EFFECT = 0.03;

    private final Bootstrap bootstrap = new Bootstrap(1);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 10, 15})
    void holdsTheTruthAboutAsOftenAsItSays(int blocks) {
        var noise = new Noise(blocks, 0.03);

        int held = 0;
        for (int i = 0; i < TIMES; i++) {
            var interval = interval(noise.logRatios(blocks, 1.2));
            held += interval.low() <= 1.2 && interval.high() >= 1.2 ? 1 : 0;
        }

        assertTrue(held >= 0.94 * TIMES && held <= 0.985 * TIMES, held + " of " + TIMES);
    }

    @Test
    void theBootstrapAloneWouldBeTooNarrowForThreeBlocks() {
        var noise = new Noise(3, 0.03);

        int held = 0;
        for (int i = 0; i < TIMES; i++) {
            var ends = bootstrap.ends(noise.logRatios(3, 1), 0.95);
            held += ends[0] <= 0 && ends[1] >= 0 ? 1 : 0;
        }

        assertTrue(held < 0.8 * TIMES, held + " of " + TIMES);
    }

    /// Acceptance test A3, with the A/A row as little as without it.
    @ParameterizedTest
    @CsvSource({
        "3, 0.01",
        "3, 0.03",
        "3, 0.20",
        "6, 0.01",
        "6, 0.03",
        "6, 0.10",
        "10, 0.01",
        "10, 0.03",
        "10, 0.10"
    })
    void callsEqualServersDifferentInFivePercentAtMost(int forks, double share) {
        var noise = new Noise(7, share);

        int called = 0;
        for (int i = 0; i < TIMES; i++) {
            called += isCalled(verdict(noise, forks, 1, 0)) ? 1 : 0;
        }

        assertTrue(called <= 0.05 * TIMES, called + " of " + TIMES);
    }

    /// Acceptance test A4: 3% of noise in the ratio of two forks, or in each of them.
    @ParameterizedTest
    @CsvSource({"6, 0.0212", "10, 0.0212", "10, 0.03"})
    void findsTenPercentInNineOfTenTries(int forks, double share) {
        var noise = new Noise(11, share);

        int found = 0;
        for (int i = 0; i < TIMES; i++) {
            found += verdict(noise, forks, 1.1, 0) == Verdict.WORSE ? 1 : 0;
        }

        assertTrue(found >= 0.9 * TIMES, found + " of " + TIMES);
    }

    @ParameterizedTest
    @CsvSource({"3, 0.03", "6, 0.01", "6, 0.03", "10, 0.01", "10, 0.03"})
    void doesNotCallOnePercent(int forks, double share) {
        var noise = new Noise(13, share);

        int called = 0;
        for (int i = 0; i < TIMES; i++) {
            called += isCalled(verdict(noise, forks, 1.01, 0)) ? 1 : 0;
        }

        assertTrue(called <= 0.01 * TIMES, called + " of " + TIMES);
    }

    @Test
    void wholeAnalysisWithAnAaRowFindsTenPercentAndNotOne() {
        int found = 0;
        int called = 0;
        int tries = 40;
        for (int seed = 0; seed < tries; seed++) {
            found += verdict(analysis(seed, 1.1), "other") == Verdict.WORSE ? 1 : 0;
            var small = analysis(seed, 1.01);
            called += isCalled(verdict(small, "other")) ? 1 : 0;
            called += isCalled(verdict(small, "base'")) ? 1 : 0;
        }

        assertTrue(found >= 0.9 * tries, found + " of " + tries);
        assertEquals(0, called);
    }

    @Test
    void aNoisyRunFindsNothingEquivalent() {
        var noise = new Noise(17, 0.2);

        int equivalent = 0;
        for (int i = 0; i < TIMES; i++) {
            equivalent += verdict(noise, 6, 1, 0.2) == Verdict.EQUIVALENT ? 1 : 0;
        }

        assertEquals(0, equivalent);
    }

    @Test
    void aQuietRunFindsEqualServersEquivalent() {
        var noise = new Noise(19, 0.005);

        int equivalent = 0;
        for (int i = 0; i < TIMES; i++) {
            equivalent += verdict(noise, 6, 1, 0) == Verdict.EQUIVALENT ? 1 : 0;
        }

        assertTrue(equivalent >= 0.99 * TIMES, equivalent + " of " + TIMES);
    }

    private static boolean isCalled(Verdict verdict) {
        return verdict == Verdict.BETTER || verdict == Verdict.WORSE;
    }

    private Interval interval(double[] logRatios) {
        return Interval.ofMedian(logRatios, 0.95, bootstrap).exponential();
    }

    private Verdict verdict(Noise noise, int forks, double factor, double aaSpread) {
        return Zones.of(MIN_EFFECT, aaSpread)
                .verdict(interval(noise.logRatios(forks, factor)), Metric.Better.LOWER);
    }

    private static Verdict verdict(Analysis analysis, String name) {
        return analysis.targets().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ratio()
                .verdict();
    }

    private static Analysis analysis(long seed, double factor) {
        var noise = new Noise(seed, 0.02);
        var rows = new ArrayList<Analysis.Row>();
        new TreeMap<>(Map.of("base", 1.0, "base'", 1.0, "other", factor))
                .forEach((name, truth) -> {
                    var figures =
                            DoubleStream.generate(() -> noise.around(truth)).limit(6).toArray();
                    rows.add(Rows.row(name, name.endsWith("'"), Rows.CPU.id(), figures));
                });
        return Analysis.of(List.of(Rows.CPU), rows, "base", MIN_EFFECT, 0.95, seed);
    }
}
