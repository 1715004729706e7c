package io.heddle.loadtest.client.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitLimitTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final Closeable socket = closed::incrementAndGet;
    private final WaitLimit limit = new WaitLimit();

    @Test
    void isCutOffWhenItsTimeIsOver() {
        limit.beginUntil(100, socket);

        limit.cutOffAfter(99);
        assertEquals(0, closed.get());
        limit.cutOffAfter(100);

        assertEquals(1, closed.get());
        assertTrue(limit.end());
    }

    @Test
    void isCutOffOnce() {
        limit.beginUntil(100, socket);

        limit.cutOff();
        limit.cutOff();
        limit.cutOffAfter(200);

        assertEquals(1, closed.get());
    }

    @Test
    void isNotCutOffOnceItHasEnded() {
        limit.beginUntil(100, socket);
        assertFalse(limit.end());

        limit.cutOffAfter(200);
        limit.cutOff();

        assertEquals(0, closed.get());
        assertFalse(limit.end());
    }

    @Test
    void doesNotCarryACutOffOverToTheNextWait() {
        limit.beginUntil(100, socket);
        limit.cutOff();
        assertTrue(limit.end());
        var next = new AtomicInteger();

        limit.beginUntil(200, next::incrementAndGet);
        limit.cutOffAfter(150);

        assertFalse(limit.end());
        assertEquals(0, next.get());
    }

    @Test
    void comparesTimesByTheirDistance() {
        long almostWrapped = Long.MAX_VALUE - 10;
        limit.beginUntil(almostWrapped + 20, socket);

        limit.cutOffAfter(almostWrapped);
        assertEquals(0, closed.get());
        limit.cutOffAfter(almostWrapped + 21);

        assertEquals(1, closed.get());
    }
}
