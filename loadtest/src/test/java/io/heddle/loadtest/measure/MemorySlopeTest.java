package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.measure.MemorySlope.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemorySlopeTest {
    @Test
    void findsTheLineThatPointsLieOn() {
        var points =
                List.of(
                        new Point(0, 10_000),
                        new Point(1000, 4_010_000),
                        new Point(5000, 20_010_000),
                        new Point(10_000, 40_010_000));

        var slope = MemorySlope.through(points);

        assertEquals(4000, slope.bytesPerConnection(), 1e-6);
        assertEquals(10_000, slope.bytesWithout(), 1e-3);
        assertEquals(1, slope.rSquared(), 1e-9);
        assertEquals(points, slope.points());
    }

    @Test
    void evensOutAPointThatStrays() {
        var slope =
                MemorySlope.through(
                        List.of(
                                new Point(1, 10),
                                new Point(2, 26),
                                new Point(3, 24),
                                new Point(4, 40)));

        assertEquals(8.8, slope.bytesPerConnection(), 1e-9);
        assertEquals(3, slope.bytesWithout(), 1e-9);
        assertTrue(slope.rSquared() > 0.8 && slope.rSquared() < 1, slope.toString());
    }

    @Test
    void leavesOutReadingsThatTheSystemDidNotTell() {
        var readings =
                List.of(
                        new MemoryReading(1000, 50, 0, 100L, null),
                        new MemoryReading(2000, 70, 0, null, null),
                        new MemoryReading(3000, 90, 0, 300L, null));

        assertEquals(
                0.02,
                MemorySlope.of(readings, MemoryReading::heapBytes)
                        .orElseThrow()
                        .bytesPerConnection(),
                1e-9);
        assertEquals(
                2,
                MemorySlope.of(readings, MemoryReading::residentBytes)
                        .orElseThrow()
                        .points()
                        .size());
        assertTrue(MemorySlope.of(readings, MemoryReading::socketBytes).isEmpty());
    }

    @Test
    void refusesOnePoint() {
        var points = List.of(new Point(5, 1), new Point(5, 2));

        assertThrows(IllegalArgumentException.class, () -> MemorySlope.through(points));
    }
}
