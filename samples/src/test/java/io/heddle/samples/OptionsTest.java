package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Timeouts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static final String DURATION =
            "option --time must be a duration such as 500ms, 2s, 1m or 1h";

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "2s, PT2S", "1m, PT1M", "90m, PT1H30M", "1h, PT1H", "0s, PT0S"})
    void readsDurations(String text, Duration duration) {
        assertEquals(duration, options("--time=" + text).duration("--time", Duration.ZERO));
        assertEquals(duration, options("--time=" + text).limit("--time", Duration.ZERO));
    }

    @Test
    void readsOffAsNoLimit() {
        assertEquals(Timeouts.NEVER, options("--time=off").limit("--time", Duration.ZERO));
    }

    @Test
    void takesWhatIsUsualWhereAnOptionIsMissing() {
        Duration usual = Duration.ofSeconds(7);

        assertEquals(usual, options().duration("--time", usual));
        assertEquals(usual, options().limit("--time", usual));
        assertEquals(7, options().rate("--rate", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "s",
                "2 s",
                "-2s",
                "+2s",
                "1.5s",
                "2S",
                "2d",
                "PT2S",
                "never",
                "99999999999999999999s",
                "9223372036854775807h"
            })
    void refusesWhatIsNoDuration(String text) {
        Options options = options("--time=" + text);

        assertEquals(
                DURATION + ", was " + text,
                refusal(() -> options.duration("--time", Duration.ZERO)));
        assertEquals(
                DURATION + ", or off, was " + text,
                refusal(() -> options.limit("--time", Duration.ZERO)));
    }

    @Test
    void refusesOffWhereThereMustBeADuration() {
        assertEquals(
                DURATION + ", was off",
                refusal(() -> options("--time=off").duration("--time", Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "off, 0", "1000, 1000"})
    void readsRates(String text, long rate) {
        assertEquals(rate, options("--rate=" + text).rate("--rate", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1k", "1.5", "fast"})
    void refusesWhatIsNoRate(String text) {
        assertEquals(
                "option --rate must be a number of bytes a second, or off, was " + text,
                refusal(() -> options("--rate=" + text).rate("--rate", 0)));
    }

    private static Options options(String... arguments) {
        return Options.parse(List.of(arguments));
    }

    private static String refusal(Runnable call) {
        return assertThrows(UsageException.class, call::run).getMessage();
    }
}
