package io.heddle.loadtest.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificanceTest {
    @ParameterizedTest
    @CsvSource({"3, 0.1", "4, 0.0286", "5, 0.0079", "6, 0.0022", "10, 0.0000108"})
    void theSmallestPValueDependsOnTheForks(int forks, double p) {
        var low = IntStream.range(0, forks).asDoubleStream().toArray();
        var high = IntStream.range(100, 100 + forks).asDoubleStream().toArray();

        assertEquals(p, Significance.pValue(low, high), p * 0.02);
        assertEquals(p, Significance.least(forks, forks), p * 0.02);
    }

    @Test
    void equalValuesAmongThreeForksCannotBeSignificantEither() {
        double p = Significance.pValue(new double[] {1, 1, 1}, new double[] {2, 2, 2});

        assertTrue(p >= 0.1, () -> "p " + p);
        assertEquals(1, Significance.pValue(new double[] {1, 1}, new double[] {1, 1}));
    }

    @Test
    void adjustsByHolmsMethod() {
        assertArrayEquals(
                new double[] {0.06, 0.03, 0.06},
                Significance.holm(new double[] {0.03, 0.01, 0.04}),
                1e-12);
        assertArrayEquals(new double[] {1}, Significance.holm(new double[] {1}));
        assertArrayEquals(new double[] {}, Significance.holm(new double[] {}));
    }

    @Test
    void fiveForksFailOverEightComparisonsAndSixDoNot() {
        assertTrue(8 * Significance.least(5, 5) > 0.05);
        assertTrue(8 * Significance.least(6, 6) < 0.05);
    }
}
