package io.heddle.loadtest.client.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long MILLI = 1_000_000;
    private static final long START = -7 * MILLI;

    @Test
    void goesOffAtItsTimeAndNotBefore() {
        var wheel = new TimerWheel(3, START);
        wheel.atLatest(0, START + 10 * MILLI);
        wheel.atLatest(1, START + 10 * MILLI + 1);
        wheel.atLatest(2, START + 12 * MILLI);

        assertEquals(List.of(), due(wheel, START + 10 * MILLI - 1));
        assertEquals(List.of(0), due(wheel, START + 10 * MILLI));
        assertEquals(List.of(1), due(wheel, START + 11 * MILLI));
        assertEquals(List.of(2), due(wheel, START + 100 * MILLI));
        assertEquals(TimerWheel.NONE, wheel.nextNanos());
    }

    @Test
    void movesToAnEarlierTimeOnly() {
        var wheel = new TimerWheel(2, START);
        wheel.atLatest(0, START + 50 * MILLI);

        wheel.atLatest(0, START + 20 * MILLI);
        wheel.atLatest(0, START + 90 * MILLI);

        assertEquals(List.of(0), due(wheel, START + 20 * MILLI));
        assertEquals(List.of(), due(wheel, START + 200 * MILLI));
    }

    @Test
    void keepsTimesThatAreFarAway() {
        var wheel = new TimerWheel(1, START);
        long far = START + 20_000 * MILLI;
        wheel.atLatest(0, far);

        for (long now = START; now < far; now += 999 * MILLI) {
            assertEquals(List.of(), due(wheel, now));
            assertTrue(wheel.nextNanos() <= far);
            assertTrue(wheel.nextNanos() > now - MILLI);
        }

        assertEquals(List.of(0), due(wheel, far + MILLI));
    }

    @Test
    void letsTimersBeSetWhileTheyGoOff() {
        var wheel = new TimerWheel(4, START);
        for (int i = 0; i < 4; i++) {
            wheel.atLatest(i, START + 5 * MILLI);
        }
        var seen = new ArrayList<Integer>();

        wheel.advance(
                START + 5 * MILLI,
                connection -> {
                    seen.add(connection);
                    wheel.atLatest(connection, START + 6 * MILLI);
                    wheel.atLatest((connection + 1) % 4, START + 6 * MILLI);
                });

        assertEquals(4, seen.size());
        assertEquals(4, due(wheel, START + 6 * MILLI).size());
    }

    @Test
    void agreesWithAPlainListOfTimes() {
        int connections = 50;
        var random = new Random(5);
        var wheel = new TimerWheel(connections, START);
        var expected = new long[connections];
        java.util.Arrays.fill(expected, TimerWheel.NONE);
        long now = START;
        for (int step = 0; step < 20_000; step++) {
            int connection = random.nextInt(connections);
            long at = now + 1 + random.nextLong(6_000 * MILLI);
            wheel.atLatest(connection, at);
            expected[connection] = Math.min(expected[connection], at);
            long next = wheel.nextNanos();
            for (long each : expected) {
                assertTrue(each == TimerWheel.NONE || next <= each + MILLI);
            }
            now += random.nextInt(30) == 0 ? random.nextLong(5_000 * MILLI) : MILLI / 3;
            long present = now;
            for (int each : due(wheel, now)) {
                assertTrue(expected[each] <= present, "early");
                expected[each] = TimerWheel.NONE;
            }
            for (long each : expected) {
                assertTrue(each > present - MILLI, "late");
            }
        }
    }

    private static List<Integer> due(TimerWheel wheel, long nowNanos) {
        var due = new ArrayList<Integer>();
        wheel.advance(nowNanos, due::add);
        return due;
    }
}
