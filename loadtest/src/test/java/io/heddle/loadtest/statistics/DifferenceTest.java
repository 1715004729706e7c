package io.heddle.loadtest.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.PlanInfo;
import io.heddle.loadtest.result.ScenarioInfo;
import io.heddle.loadtest.result.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {
    private static final double[] QUIET = {10, 10.1, 9.9, 10.05, 9.95, 10};
    private static final Map<String, String> SETTINGS = Map.of("payload", "64B");

    private static ComparisonResult result(
            String scenario,
            Map<String, String> settings,
            Map<String, String> environment,
            Analysis.Row... rows) {
        var metrics = List.of(Rows.CPU);
        var analysis = Analysis.of(metrics, List.of(rows), rows[0].name(), 0.03, 0.95, 1);
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                "compare",
                "heddle-loadtest 1",
                List.of(),
                "2026-01-01T00:00:00Z",
                1,
                false,
                environment,
                new ScenarioInfo(scenario, "", "", settings, metrics),
                new PlanInfo(
                        6,
                        1,
                        List.of(),
                        rows[0].name(),
                        0.03,
                        0.95,
                        analysis.aaSpread(),
                        "shared",
                        "default"),
                analysis.targets(),
                List.of(),
                List.of());
    }

    private static ComparisonResult echo(double... heddle) {
        return result("echo", SETTINGS, Map.of("jdk", "25"), row("heddle", heddle));
    }

    private static Analysis.Row row(String name, double... values) {
        return Rows.row(name, false, Rows.CPU.id(), values);
    }

    private static double[] times(double factor) {
        return Arrays.stream(QUIET).map(value -> value * factor).toArray();
    }

    private static Difference between(ComparisonResult before, ComparisonResult after) {
        return Difference.of(before, after, 0.03, 0.95, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1, WORSE, true",
        "0.9, BETTER, false",
        "1.0, EQUIVALENT, false",
        "1.03, INCONCLUSIVE, false"
    })
    void findsARegression(double factor, Verdict verdict, boolean regression) {
        var difference = between(echo(QUIET), echo(times(factor)));

        var row = difference.rows().getFirst();
        assertEquals(verdict, row.ratio().verdict());
        assertEquals(factor, row.ratio().value(), 1e-9);
        assertEquals(10, row.before(), 1e-9);
        assertEquals(10 * factor, row.after(), 1e-9);
        assertEquals(regression, difference.hasRegression());
        assertEquals(regression, row.isRegression());
        assertEquals(List.of(), difference.remarks());
    }

    @Test
    void oneForkIsNoRegression() {
        assertFalse(between(echo(10), echo(20)).hasRegression());
    }

    @Test
    void unequalRunsFindNoDifferenceOfEqualServersMoreOftenThanTheySay() {
        var noise = new Noise(3, 0.05);
        var bootstrap = new Bootstrap(1);
        int times = 200;
        for (int blocks : new int[] {3, 6, 10}) {
            int held = 0;
            for (int i = 0; i < times; i++) {
                var one = Arrays.stream(new double[blocks]).map(x -> noise.around(1)).toArray();
                var other = Arrays.stream(new double[6]).map(x -> noise.around(1)).toArray();
                var interval = Interval.ofDifference(one, other, 0.95, bootstrap);
                held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
            }
            assertTrue(held >= 0.9 * times, held + " of " + times + " with " + blocks);
        }
    }

    @Test
    void refusesAnotherScenarioAndNamesBoth() {
        var other = result("churn", SETTINGS, Map.of(), row("heddle", QUIET));

        var failure = assertThrows(IllegalArgumentException.class, () -> between(echo(1), other));

        assertEquals(
                "cannot compare different scenarios: 'echo' before, 'churn' after",
                failure.getMessage());
    }

    @Test
    void refusesOtherSettingsAndNamesThem() {
        var other = result("echo", Map.of("payload", "1KiB"), Map.of(), row("heddle", QUIET));

        var failure = assertThrows(IllegalArgumentException.class, () -> between(echo(1), other));

        assertEquals(
                "cannot compare different settings: payload '64B' before, '1KiB' after",
                failure.getMessage());
    }

    @Test
    void refusesWhatHasNoTargetInCommon() {
        var other = result("echo", SETTINGS, Map.of(), row("vertx", QUIET));

        var failure = assertThrows(IllegalArgumentException.class, () -> between(echo(1), other));

        assertEquals("no target in common: [heddle] before, [vertx] after", failure.getMessage());
    }

    @Test
    void tellsWhatElseDiffers() {
        var after =
                result(
                        "echo",
                        SETTINGS,
                        Map.of("jdk", "26"),
                        row("heddle", QUIET),
                        row("vertx", QUIET));

        var difference = between(echo(QUIET), after);

        assertEquals(
                List.of(
                        "environment: jdk '25' before, '26' after",
                        "target vertx is in the later comparison only"),
                difference.remarks());
        assertEquals(1, difference.rows().size());
    }
}
