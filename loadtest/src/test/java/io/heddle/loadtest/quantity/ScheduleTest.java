package io.heddle.loadtest.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"500, 500", "20k, 20000", "5k/s, 5000", "0.5, 0.5", "1.5m/s, 1500000"})
    void readsRates(String text, double perSecond) {
        assertEquals(perSecond, Rates.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "k", "5k/m", "/s", "1k:2k", "10g", "2000m", "5%"})
    void refusesWhatIsNoRate(String text) {
        assertRefused(text, () -> Rates.parse(text));
    }

    @Test
    void readsRamps() {
        assertEquals(new Stage(TEN, 1000, 20_000), Rates.stage("1k:20k", TEN));
        assertEquals(new Stage(TEN, 0, 20_000), Rates.stage("0:20k/s", TEN));
        assertEquals(new Stage(TEN, 5000, 5000), Rates.stage("5k/s", TEN));
        assertRefused("0:0", () -> Rates.stage("0:0", TEN));
        assertThrows(IllegalArgumentException.class, () -> Rates.stage("1k:", TEN));
    }

    @Test
    void writesRates() {
        assertEquals("20,000/s", Rates.format(20_000));
        assertEquals("0.50/s", Rates.format(0.5));
    }

    @ParameterizedTest
    @CsvSource({"5%, 0.05", "0.05, 0.05", "100%, 1", "0, 0", "0.1%, 0.001"})
    void readsShares(String text, double share) {
        assertEquals(share, Shares.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "101%", "1.01", "-1%", "%", "5k", "5%%"})
    void refusesWhatIsNoShare(String text) {
        assertRefused(text, () -> Shares.parse(text));
    }

    @Test
    void writesShares() {
        assertEquals("5%", Shares.format(0.05));
        assertEquals("0.1%", Shares.format(0.001));
        assertEquals("100%", Shares.format(1));
    }

    @Test
    void readsStages() {
        assertEquals(
                List.of(
                        new Stage(TEN, 1000, 1000),
                        new Stage(Duration.ofMillis(500), 1000, 20_000)),
                Schedules.stages("10s@1k,500ms@1k:20k"));
    }

    @Test
    void readsBurstsInTheOrderOfTheirTimes() {
        assertEquals(
                List.of(
                        new Burst(Duration.ofSeconds(2), 500),
                        new Burst(Duration.ofSeconds(5), 1000)),
                Schedules.bursts("1k@5s,500@2s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10s", "@1k", "10s@", "0s@1k", "-1s@1k", "10s@0", "10s@1k,"})
    void refusesWhatIsNoStage(String text) {
        assertThrows(IllegalArgumentException.class, () -> Schedules.stages(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "500", "0@2s", "500@-1s", "@2s", "1.5@2s", "500@2s,"})
    void refusesWhatIsNoBurst(String text) {
        assertThrows(IllegalArgumentException.class, () -> Schedules.bursts(text));
    }

    @Test
    void readsLifetimesInRequestsAlone() {
        assertEquals(100, Lifetimes.parse("100"));
        assertEquals(1_000_000, Lifetimes.parse("1m"));

        var failure = assertThrows(IllegalArgumentException.class, () -> Lifetimes.parse("10s"));
        assertEquals(
                "a lifetime is a number of requests such as 100, a time is not supported, was '10s'",
                failure.getMessage());
        assertRefused("0", () -> Lifetimes.parse("0"));
    }

    @Test
    void readsListsOfCounts() {
        assertEquals(List.of(1000, 5000, 10_000), Counts.list("1k+5k+10k"));
        assertEquals(List.of(1000, 5000), Counts.list("[1k,5k]"));
        assertEquals(List.of(64), Counts.list("64"));
        assertThrows(IllegalArgumentException.class, () -> Counts.list("1k,5k"));
        assertThrows(IllegalArgumentException.class, () -> Counts.list("1k++5k"));
    }

    @Test
    void refusesPartsOfWhatIsCounted() {
        assertRefused("1.5", () -> Counts.parse("1.5"));
        assertRefused("0.5B", () -> Sizes.parse("0.5B"));
        assertRefused("0.5ns", () -> Durations.parse("0.5ns"));
    }

    private static void assertRefused(
            String text, org.junit.jupiter.api.function.Executable reading) {
        var failure = assertThrows(IllegalArgumentException.class, reading);

        assertTrue(failure.getMessage().contains("'" + text + "'"), failure.getMessage());
    }
}
