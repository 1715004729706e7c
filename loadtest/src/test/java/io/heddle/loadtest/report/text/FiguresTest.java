package io.heddle.loadtest.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0.00", "0.0412; 0.041", "0.9996; 1.00", "1.234; 1.23", "9.996; 10.0",
                "11.84; 11.8", "99.96; 100", "48912.4; 48,912", "-4.2; -4.20", "NaN; n/a"
            })
    void keepsThreeDigitsThatCount(double value, String text) {
        assertEquals(text, Figures.number(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.263; +26.3%",
                "0.96; -4.0%",
                "1; +0.0%",
                "0.99999; +0.0%",
                "12.5; 12.5 times",
                "Infinity; n/a"
            })
    void tellsHowFarARatioIsFromOne(double ratio, String text) {
        assertEquals(text, Figures.change(ratio));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"412; 412 us", "999.6; 1.00 ms", "3210; 3.21 ms", "1200000; 1.20 s"})
    void tellsTimesInTheUnitThatSuitsThem(double micros, String text) {
        assertEquals(text, Figures.micros(micros));
    }
}
