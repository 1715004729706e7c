package io.heddle.loadtest.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "250us, 250000",
        "5ms, 5000000",
        "10s, 10000000000",
        "10, 10000000000",
        "1.5s, 1500000000",
        "2m, 120000000000",
        "1h, 3600000000000"
    })
    void readsDurations(String text, long nanos) {
        assertEquals(Duration.ofNanos(nanos), Durations.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "10k, 10000", "1.5k, 1500", "1m, 1000000", "-1, -1"})
    void readsCounts(String text, int count) {
        assertEquals(count, Counts.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "64B, 64",
        "16KiB, 16384",
        "16k, 16384",
        "1MiB, 1048576",
        "512m, 536870912",
        "2g, 2147483648"
    })
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, Sizes.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5 5s", "1e3", "5x", "0x10", "ten"})
    void refusesWhatIsNoDuration(String text) {
        var failure = assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));

        assertTrue(failure.getMessage().contains("'" + text + "'"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3000m", "99999999999999999999"})
    void refusesCountsThatAreTooLarge(String text) {
        assertThrows(IllegalArgumentException.class, () -> Counts.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"250, 250ms", "1500, 1.5s", "10000, 10s", "125000, 2m05s", "0, 0ms"})
    void writesDurations(long millis, String text) {
        assertEquals(text, Durations.format(Duration.ofMillis(millis)));
    }

    @Test
    void writesSizesInTheLargestUnitThatFits() {
        assertEquals("64 B", Sizes.format(64));
        assertEquals("1000 B", Sizes.format(1000));
        assertEquals("16 KiB", Sizes.format(16 * 1024));
        assertEquals("512 MiB", Sizes.format(512L * 1024 * 1024));
    }
}
