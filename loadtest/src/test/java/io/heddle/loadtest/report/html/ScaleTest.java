package io.heddle.loadtest.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
    @Test
    void placesValuesBetweenTheEnds() {
        var linear = new LinearScale(0, 10, 100, 200, 5);
        var log = new LogScale(1, 100, 300, 100, 5);

        assertEquals(150, linear.at(5), 1e-9);
        assertEquals(200, log.at(10), 1e-9);
    }

    @Test
    void marksRoundNumbers() {
        assertEquals(List.of(0.0, 20.0, 40.0, 60.0), new LinearScale(0, 61, 0, 1, 5).marks());
        assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), new LogScale(1, 2000, 0, 1, 5).marks());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.003, 0.7, 1, 9.99, 61_000, 4e15})
    void marksAFewValuesWithinItsEndsAtAnySize(double size) {
        for (var scale :
                List.of(
                        LinearScale.fromZero(size, 0, 1, 6),
                        LogScale.around(size, size * 3, 0, 1, 6),
                        LogScale.around(size, size * 4_000, 0, 1, 6))) {
            var marks = scale.marks();

            assertTrue(marks.size() >= 2 && marks.size() <= 9, scale + ": " + marks);
            for (double mark : marks) {
                assertTrue(
                        mark >= scale.low() && mark <= scale.high() * 1.000001,
                        scale + ": " + marks);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.03, 1.2, 1.9, 4, 30, 900})
    void marksNoChangeAndChangesOnBothSides(double high) {
        var marks = new RatioScale(new LogScale(1 / high, high, 0, 1, 7)).marks();

        assertTrue(marks.contains(1.0), marks::toString);
        assertTrue(marks.size() >= 3 && marks.size() <= 9, marks::toString);
    }

    @Test
    void givesEveryFurtherNineTheSameRoom() {
        var scale = PercentileScale.to(1e5, 0, 1);

        assertEquals(scale.at(100) - scale.at(10), scale.at(1000) - scale.at(100), 1e-9);
        assertEquals(List.of(2.0, 4.0, 10.0, 100.0), scale.marks().subList(0, 4));
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThrows(IllegalArgumentException.class, () -> new LinearScale(1, 1, 0, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(0, 1, 0, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> new LogScale(Double.NaN, 1, 0, 1, 5));
    }

    @Test
    void makesARangeOfNothing() {
        assertTrue(LinearScale.fromZero(0, 0, 1, 5).high() > 0);
        assertTrue(LogScale.around(Double.NaN, Double.NaN, 0, 1, 5).high() > 0);
    }
}
