package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private final Plan plan = Fixtures.plan("heddle", "netty-epoll");
    private final Entry heddle = plan.entries().getFirst();
    private final Entry netty = plan.entries().getLast();

    @Test
    void takesTheMedianOfTheRoundsRatios() {
        var row = row(heddle, 90, 130, 300);
        var baseline = row(netty, 100, 100, 200);

        var ratio = row.over(baseline, Window::requestsPerSecond);

        assertNotNull(ratio);
        assertEquals(List.of(0.9, 1.3, 1.5), ratio.rounds());
        assertEquals(1.3, ratio.median());
        assertEquals(0.9, ratio.min());
        assertEquals(1.5, ratio.max());
        assertFalse(ratio.clearlyAboveOne() || ratio.clearlyBelowOne());
    }

    @Test
    void comparesOnlyRoundsThatBothFinished() {
        var row = row(heddle, 100, 120);
        var baseline = row(netty, 50);

        var ratio = row.over(baseline, Window::requestsPerSecond);

        assertNotNull(ratio);
        assertEquals(List.of(2.0), ratio.rounds());
        assertNull(row.over(new Row(netty, List.of(), "failed"), Window::requestsPerSecond));
    }

    @Test
    void saysSoWhenTheClientWasTheLimitInMostRounds() {
        var limited = Fixtures.window(100, 5, 0.7, 0.99);
        var free = Fixtures.window(100, 5, 0.99, 0.99);

        assertTrue(new Row(heddle, forks(limited, limited, free), null).clientWasTheLimit());
        assertFalse(new Row(heddle, forks(limited, free, free), null).clientWasTheLimit());
    }

    @Test
    void medianOfAnEvenNumberLiesInTheMiddle() {
        assertEquals(2.5, Median.of(List.of(4.0, 1.0, 3.0, 2.0)));
        assertEquals(3.0, Median.of(List.of(9.0, 3.0, 1.0)));
    }

    @Test
    void heapPerConnectionIsASlope() {
        var memory =
                new IdleMemory(
                        List.of(
                                Fixtures.idlePoint(1000, 11_500_000),
                                Fixtures.idlePoint(2000, 13_000_000),
                                Fixtures.idlePoint(4000, 16_000_000)));

        assertEquals(1500, memory.heapBytesPerConnection(), 1e-6);
    }

    private Row row(Entry entry, double... rates) {
        var windows = new Window[rates.length];
        for (int i = 0; i < rates.length; i++) {
            windows[i] = Fixtures.window(rates[i], 5);
        }
        return new Row(entry, forks(windows), null);
    }

    private List<Fork> forks(Window... windows) {
        var forks = new ArrayList<Fork>();
        for (var window : windows) {
            forks.add(Fixtures.fork(heddle, forks.size() + 1, window, 1500));
        }
        return forks;
    }
}
