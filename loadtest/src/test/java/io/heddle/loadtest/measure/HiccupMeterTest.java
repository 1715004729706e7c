package io.heddle.loadtest.measure;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HiccupMeterTest {
    private static final long MILLISECOND = 1_000_000;

    private long now;
    private long late;

    /// Wakes as late as the test says.
    private final Clock clock =
            new Clock() {
                @Override
                public long nanoTime() {
                    return now;
                }

                @Override
                public void sleep(long nanos) {
                    now += nanos + late;
                }
            };

    @Test
    void seesAStallAndWhenItBegan() throws Exception {
        var meter = HiccupMeter.stopped(clock);
        late = 80_000;
        nap(meter, 10);
        long begun = now;
        late = 30 * MILLISECOND;
        nap(meter, 1);
        late = 80_000;
        nap(meter, 10);

        assertEquals(30 * MILLISECOND, meter.longestNanos());
        assertEquals(1, meter.stalls().size());
        assertEquals(new Stall(begun, 30 * MILLISECOND), meter.stalls().getFirst());
    }

    @Test
    void keepsAHundredStallsAndTheLongestOfAll() throws Exception {
        var meter = HiccupMeter.stopped(clock);
        late = 2 * MILLISECOND;
        nap(meter, 150);
        late = 3 * MILLISECOND;
        nap(meter, 1);

        assertEquals(100, meter.stalls().size());
        assertEquals(3 * MILLISECOND, meter.longestNanos());
    }

    @Test
    void runsOnAThreadThatEndsWithIt() {
        var meter = HiccupMeter.start();
        await().until(() -> meter.longestNanos() > 0);

        meter.close();

        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("hiccup-meter")));
    }

    private static void nap(HiccupMeter meter, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            meter.nap();
        }
    }
}
