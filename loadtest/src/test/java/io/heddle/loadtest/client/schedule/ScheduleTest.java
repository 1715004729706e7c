package io.heddle.loadtest.client.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Distribution;
import io.heddle.loadtest.client.Arrivals.Open;
import io.heddle.loadtest.client.Arrivals.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 7, 999, 20_000, 333_333})
    void spacesAConstantRateEvenly(double perSecond) {
        var due = times(Arrivals.constant(perSecond, Duration.ofSeconds(3)), 1);

        assertEquals(3 * perSecond, due.length);
        for (int i = 0; i < due.length; i++) {
            assertEquals((double) (i * SECOND) / perSecond, (double) due[i], 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void dividesTheSameTimesOverLoopsWithoutBunching(int loops) {
        var arrivals = Arrivals.constant(1000, Duration.ofSeconds(1));

        var together = times(arrivals, loops);

        assertArrayEquals(times(arrivals, 1), together);
    }

    @Test
    void sendsTheAverageRateOfARampEverMoreDensely() {
        var ramp = new Stage(Duration.ofSeconds(10), 100, 300);

        var due = times(open(Distribution.UNIFORM, 0, ramp), 3);

        assertEquals(2000, due.length);
        // The integral at half time: 5 s at an average of 150/s.
        assertEquals(750, (double) before(due, 5 * SECOND), 1);
        assertEquals(10_000_000, (double) (due[1] - due[0]), 20_000);
        assertEquals(3_333_333, (double) (due[1999] - due[1998]), 20_000);
    }

    @Test
    void rampsFromAndToNothing() {
        var due =
                times(
                        open(
                                Distribution.UNIFORM,
                                0,
                                new Stage(Duration.ofSeconds(1), 0, 1000),
                                new Stage(Duration.ofSeconds(1), 1000, 0)),
                        1);

        assertEquals(1000, due.length);
        assertEquals(500, (double) before(due, SECOND), 1);
        assertTrue(due[999] < 2 * SECOND);
    }

    @Test
    void goesThroughStagesAndPauses() {
        var due =
                times(
                        open(
                                Distribution.UNIFORM,
                                0,
                                new Stage(Duration.ofSeconds(1), 100, 100),
                                new Stage(Duration.ofSeconds(1), 0, 0),
                                new Stage(Duration.ofSeconds(1), 200, 200)),
                        2);

        assertEquals(300, due.length);
        assertEquals(100, before(due, SECOND));
        assertEquals(100, before(due, 2 * SECOND - 1));
    }

    @Test
    void drawsPoissonArrivalsAgainFromTheSameSeed() {
        var stage = new Stage(Duration.ofSeconds(1), 500, 1500);

        var first = times(open(Distribution.POISSON, 42, stage), 2);

        assertArrayEquals(first, times(open(Distribution.POISSON, 42, stage), 2));
        assertFalse(Arrays.equals(first, times(open(Distribution.POISSON, 43, stage), 2)));
    }

    @Test
    void spacesPoissonArrivalsExponentially() {
        var stage = new Stage(Duration.ofSeconds(100), 1000, 1000);

        var due = times(open(Distribution.POISSON, 7, stage), 4);

        // Five standard deviations of the count; of a fixed seed, so that the test cannot flake.
        assertEquals(100_000, due.length, 5 * Math.sqrt(100_000));
        var gaps = IntStream.range(1, due.length).mapToLong(i -> due[i] - due[i - 1]).toArray();
        double mean = LongStream.of(gaps).average().orElseThrow();
        double variance =
                LongStream.of(gaps).mapToDouble(gap -> (gap - mean) * (gap - mean)).sum()
                        / gaps.length;
        assertEquals(1, Math.sqrt(variance) / mean, 0.02);
    }

    @Test
    void addsBurstsAtTheirTime() {
        var arrivals =
                new Open(
                        List.of(new Stage(Duration.ofSeconds(2), 10, 10)),
                        Distribution.UNIFORM,
                        0,
                        List.of(
                                new Burst(Duration.ofSeconds(5), 1),
                                new Burst(Duration.ofSeconds(1), 7)));

        var due = times(arrivals, 3);

        assertEquals(28, due.length);
        assertEquals(8, LongStream.of(due).filter(time -> time == SECOND).count());
        assertEquals(5 * SECOND, due[27]);
    }

    @Test
    void isOverAtOnceWithoutAnyRate() {
        assertEquals(0, times(open(Distribution.POISSON, 1), 1).length);
    }

    @Test
    void refusesWhatCannotBe() {
        var negative = open(Distribution.UNIFORM, 0, new Stage(Duration.ofSeconds(1), -1, 1));
        var empty = open(Distribution.UNIFORM, 0, new Stage(Duration.ZERO, 1, 1));

        assertThrows(IllegalArgumentException.class, () -> new Schedule(negative, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(empty, 0, 1));
    }

    private static Open open(Distribution distribution, long seed, Stage... stages) {
        return new Open(List.of(stages), distribution, seed, List.of());
    }

    private static long before(long[] due, long nanos) {
        return LongStream.of(due).filter(time -> time < nanos).count();
    }

    private static long[] times(Arrivals arrivals, int loops) {
        var all = LongStream.builder();
        for (int loop = 0; loop < loops; loop++) {
            var schedule = new Schedule((Open) arrivals, loop, loops);
            long previous = 0;
            while (schedule.nextNanos() != Schedule.NONE) {
                assertTrue(schedule.nextNanos() >= previous, "goes back in time");
                previous = schedule.nextNanos();
                all.add(previous);
                schedule.advance();
            }
        }
        return all.build().sorted().toArray();
    }
}
