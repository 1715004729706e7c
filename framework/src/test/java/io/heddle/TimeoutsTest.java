package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000000001S", "PT2S", "PT59M59S", "PT1H"})
    void takesLingerFromNothingToAnHour(Duration linger) {
        assertEquals(linger, new Timeouts(linger).linger());
        assertEquals(linger, Timeouts.DEFAULT.withLinger(linger).linger());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT-1S", "PT1H0.000000001S", "PT2H", "P100000D"})
    void refusesLingerOutOfItsRange(Duration linger) {
        String problem = "linger must be between PT0S and PT1H, was " + linger;

        assertEquals(problem, refusal(() -> new Timeouts(linger)));
        assertEquals(problem, refusal(() -> Timeouts.DEFAULT.withLinger(linger)));
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void lingersTwoSecondsByDefault() {
        assertEquals(Duration.ofSeconds(2), Timeouts.DEFAULT.linger());
    }
}
