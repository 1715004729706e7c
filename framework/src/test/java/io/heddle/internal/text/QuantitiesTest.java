package io.heddle.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0                   | 0 B
                    1023                | 1023 B
                    1024                | 1 KiB
                    1536                | 1.5 KiB
                    10188               | 9.9 KiB
                    10189               | 10 KiB
                    1048063             | 1,023 KiB
                    1048064             | 1 MiB
                    5368709120          | 5 GiB
                    9223372036854775807 | 8 EiB
                    """)
    void bytesHaveTheLargestUnitThatFits(long bytes, String text) {
        assertEquals(text, Quantities.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PT0S         | 0 ms
                    PT0.9999S    | 999 ms
                    PT1S         | 1 s
                    PT1.001S     | 1.0 s
                    PT12.39S     | 12.3 s
                    PT59.999S    | 59.9 s
                    PT60S        | 1 min 0 s
                    PT59M59S     | 59 min 59 s
                    PT3H12M40S   | 3 h 12 min
                    PT23H59M     | 23 h 59 min
                    P4DT3H       | 4 d 3 h
                    """)
    void durationsAreCutToWhatMatters(Duration duration, String text) {
        assertEquals(text, Quantities.duration(duration));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    999     | 999
                    65536   | 65,536
                    1000000 | 1,000,000
                    """)
    void countsHaveCommas(long count, String text) {
        assertEquals(text, Quantities.count(count));
    }
}
