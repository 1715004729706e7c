package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void readsOptionsWithNoneAndWithSeveralValues() {
        Options options = options("--demo", "--pair", "a", "b", "--many", "1", "--many=2");

        assertTrue(options.flag("--demo"));
        assertFalse(options.flag("--other"));
        assertEquals(List.of("a", "b"), options.values("--pair", 2));
        assertEquals(List.of(), options.values("--other", 2));
        assertEquals(List.of("1", "2"), options.all("--many"));
    }

    @Test
    void refusesAWrongNumberOfValues() {
        Options options = options("--demo", "now", "--pair", "a", "--one", "1", "2", "--none");

        assertEquals(
                "option --demo takes no value, had now", refusal(() -> options.flag("--demo")));
        assertEquals(
                "option --pair needs 2 values, had a", refusal(() -> options.values("--pair", 2)));
        assertEquals(
                "option --one takes one value, had 1 2", refusal(() -> options.text("--one", "")));
        assertEquals(
                "option --none needs a value, had none", refusal(() -> options.text("--none", "")));
    }

    private static Options options(String... arguments) {
        return Options.parse(List.of(arguments));
    }

    private static String refusal(Runnable call) {
        return assertThrows(UsageException.class, call::run).getMessage();
    }
}
