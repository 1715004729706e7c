package io.heddle.loadtest.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.loadtest.result.Metric;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void writesThreeDigitsAndAUnitThatFits() {
        assertEquals("11.8 µs", NumberText.of(11.8, "us"));
        assertEquals("1.20 ms", NumberText.of(1_200.0, "us"));
        assertEquals("2.50 s", NumberText.of(2_500.0, "ms"));
        assertEquals("61,309/s", NumberText.of(61_309.4, "1/s"));
        assertEquals("3.81 KiB", NumberText.of(3_900.0, "B"));
        assertEquals("0.615", NumberText.of(0.6151, ""));
        assertEquals("7.00 cores", NumberText.of(7.0, "cores"));
    }

    @Test
    void writesNothingAsNotAvailable() {
        assertEquals("n/a", NumberText.of(null, "us"));
        assertEquals("n/a", NumberText.of(Double.NaN, "us"));
    }

    @Test
    void writesRatiosAsChanges() {
        assertEquals("+26 %", NumberText.change(1.26));
        assertEquals("−6.1 %", NumberText.change(0.939));
        assertEquals("±0.0 %", NumberText.change(1.0001));
        assertEquals("×3.2", NumberText.change(3.2));
        assertEquals("+26 % [+22 %, +29 %]", NumberText.change(1.26, 1.22, 1.29));
    }

    @Test
    void writesAnIntervalsUnitOnceWhereBothEndsHaveIt() {
        assertEquals("[335, 341] µs", NumberText.interval(335, 341, "us"));
        assertEquals("[998 µs, 1.01 ms]", NumberText.interval(998, 1_010, "us"));
        assertEquals("[61,047, 61,894]/s", NumberText.interval(61_047, 61_894, "1/s"));
    }

    @Test
    void writesMicrosecondsInTitlesAsPeopleDo() {
        var metric = new Metric("cpu", "CPU us/req", "us", Metric.Better.LOWER);

        assertEquals("CPU µs/req", NumberText.title(metric));
    }
}
