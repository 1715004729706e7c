package io.heddle.internal.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.VirtualWheel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The wheel and a sorted map do the same, whatever is done to them.
class TimerWheelModelTest {

    private static final int TIMERS = 50;
    private static final int OPERATIONS = 5_000;
    private static final int[] RANGES = {3, 30, 300, TimerWheel.BUCKETS, 5 * TimerWheel.BUCKETS};

    private final VirtualWheel time = new VirtualWheel();
    private final TimerWheel wheel = time.wheel();
    private final List<Numbered> timers = new ArrayList<>();
    private final Map<Integer, Long> due = new TreeMap<>(); // the model: timer to tick
    private final List<Integer> called = new ArrayList<>();
    private long tick;

    private final class Numbered extends WheelTimer {

        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        protected void expire() {
            called.add(number);
        }
    }

    static List<Integer> seeds() {
        return List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void behavesAsASortedMapDoes(int seed) {
        var random = new Random(seed);
        for (int i = 0; i < TIMERS; i++) {
            timers.add(new Numbered(i));
        }

        for (int i = 0; i < OPERATIONS; i++) {
            operate(random);
            assertEquals(due.size(), wheel.size(), "size");
        }

        advance(6 * TimerWheel.BUCKETS);
        assertEquals(0, wheel.size());
    }

    private void operate(Random random) {
        Numbered timer = timers.get(random.nextInt(TIMERS));
        int range = RANGES[random.nextInt(RANGES.length)];
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> {
                long ticks = random.nextInt(range);
                wheel.set(timer, ticks);
                due.put(timer.number, tick + 1 + ticks);
            }
            case 4 -> {
                wheel.cancel(timer);
                due.remove(timer.number);
            }
            case 5 -> {
                int ticks = random.nextInt(range);
                time.stopFor(TimerWheel.TICK.multipliedBy(ticks));
                compareWithModel(tick + ticks);
            }
            default -> advance(random.nextInt(50));
        }
    }

    private void advance(int ticks) {
        for (int i = 0; i < ticks; i++) {
            time.advanceTicks(1);
            compareWithModel(tick + 1);
        }
    }

    /// What was called by now is what the model says.
    private void compareWithModel(long now) {
        tick = now;
        List<Integer> expected = new ArrayList<>();
        due.forEach((number, when) -> {
            if (when <= now) {
                expected.add(number);
            }
        });
        expected.forEach(due::remove);
        called.sort(null);
        assertEquals(expected, called);
        called.clear();
    }
}
