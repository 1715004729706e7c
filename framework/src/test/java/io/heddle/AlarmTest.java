package io.heddle;

import static io.heddle.LimitedServer.atMost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void ringsAtItsNumberAndOnceInItsCoolDown() throws Exception {
        Limits limits = Limits.DEFAULT.withAlarm(new Alarm("busy", 2, Duration.ofDays(90)));
        try (var limited = LimitedServer.start(limits)) {
            limited.inside();
            assertEquals(List.of(), limited.awaitAlarms(0));

            TestPeer second = limited.inside();
            limited.inside();
            second.leave();
            limited.awaitConnections(2);
            limited.inside();

            assertEquals(List.of("busy 2"), limited.awaitAlarms(1));
        }
    }

    @Test
    void eachRingsByItself() throws Exception {
        Limits limits =
                Limits.DEFAULT
                        .withAlarm(new Alarm("always", 1, Duration.ZERO))
                        .withAlarm(new Alarm("busy", 2, MINUTE));
        try (var limited = LimitedServer.start(limits)) {
            limited.inside();
            limited.inside();
            limited.inside();

            assertEquals(
                    List.of("always 1", "always 2", "busy 2", "always 3"), limited.awaitAlarms(4));
        }
    }

    @Test
    void keepsItsCoolDownWhenOtherLimitsChange() throws Exception {
        Limits limits = atMost(10).withAlarm(new Alarm("busy", 1, Duration.ofDays(90)));
        try (var limited = LimitedServer.start(limits)) {
            limited.inside();

            limited.server().limits(limits.withMaxConnections(9));
            limited.inside();
            assertEquals(List.of("busy 1"), limited.awaitAlarms(1));

            limited.server().limits(atMost(10).withAlarm(new Alarm("busy", 3, MINUTE)));
            limited.inside();
            assertEquals(List.of("busy 1", "busy 3"), limited.awaitAlarms(2));
        }
    }

    @Test
    void bellIsQuietForTheCoolDownAndRingsAgainAfterIt() {
        for (long begin : new long[] {0, -1, Long.MAX_VALUE - 5, Long.MIN_VALUE + 1}) {
            var bell = new AlarmBell(new Alarm("busy", 10, MINUTE));

            assertFalse(bell.rings(9, begin));
            assertTrue(bell.rings(10, begin), "at " + begin);
            assertFalse(bell.rings(11, begin + 1));
            assertFalse(bell.rings(1000, begin + MINUTE.toNanos() - 1));
            assertFalse(bell.rings(9, begin + MINUTE.toNanos()));
            assertTrue(bell.rings(10, begin + MINUTE.toNanos()));
            assertFalse(bell.rings(10, begin + MINUTE.toNanos() + 1));
        }
    }

    @Test
    void bellWithoutCoolDownRingsEachTime() {
        var bell = new AlarmBell(new Alarm("busy", 1, Duration.ZERO));

        assertTrue(bell.rings(1, 5));
        assertTrue(bell.rings(1, 5));
        assertTrue(bell.rings(1, 6));
    }

    @Test
    void takesAnyNumberFromOneOnAndCoolDownsOfUpTo90Days() {
        assertEquals(1, new Alarm("a", 1, Duration.ZERO).connections());
        assertEquals(90, new Alarm("a", 1, Duration.ofDays(90)).coolDown().toDays());
        assertEquals(new Alarm("a", 1, MINUTE), new Alarm("a", 1, MINUTE));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertEquals("alarm name must not be blank", refusal(" ", 1, MINUTE));
        assertEquals(
                "alarm busy: connections must be at least 1, was 0", refusal("busy", 0, MINUTE));
        assertEquals(
                "alarm busy: coolDown must be between PT0S and PT2160H, was PT-0.001S",
                refusal("busy", 1, Duration.ofMillis(-1)));
        assertEquals(
                "alarm busy: connections must be at least 1, was -1;"
                        + " alarm busy: coolDown must be between PT0S and PT2160H, was PT2161H",
                refusal("busy", -1, Duration.ofHours(2161)));
    }

    private static String refusal(String name, int connections, Duration coolDown) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new Alarm(name, connections, coolDown))
                .getMessage();
    }
}
