package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A [WorkLimit] that finds its number of permits itself, in virtual time.
class AdaptiveWorkLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMillis(100);

    private final VirtualWheel time = new VirtualWheel();
    private final WorkLimit limit =
            new WorkLimit("backend", WorkLimitConfig.adaptive(4, 30, SLOW), time::wheel);

    /// Work that uses so many permits at once, on one thread.
    private void nest(int permits, Runnable innermost) throws IOException {
        if (permits == 0) {
            innermost.run();
        } else {
            limit.run(() -> nest(permits - 1, innermost));
        }
    }

    private void work(Duration each) throws Exception {
        nest(limit.permits(), () -> time.moveClock(each));
    }

    @Test
    void growsUnderFastWorkAndComesDownUnderSlowWork() throws Exception {
        assertEquals(4, limit.permits());

        for (int i = 0; i < 200; i++) {
            work(SLOW.dividedBy(10));
        }
        assertEquals(30, limit.permits());

        work(SLOW.multipliedBy(2));
        assertEquals(27, limit.permits(), "30 slow pieces of work, one congestion");

        for (int i = 0; i < 100; i++) {
            work(SLOW.multipliedBy(2));
        }
        assertEquals(4, limit.permits());
    }

    @Test
    void doesNotGrowWhenLittleIsDone() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            limit.run(() -> time.moveClock(Duration.ofMillis(1)));
        }

        assertEquals(4, limit.permits());
    }

    @Test
    void timeInTheQueueIsNotTimeOfWork() {
        limit.config(WorkLimitConfig.fixed(1).withQueue(1).withPatience(PATIENCE));
        try (var held = HeldPermits.of(limit, 1)) {
            Background waiting = Background.startVirtual(() -> limit.run(() -> {}));
            eventually().until(() -> time.wheel().size() == 1);
            limit.config(WorkLimitConfig.adaptive(1, 9, SLOW)); // nobody else is to wait
            time.moveClock(SLOW.multipliedBy(2)); // what is held is slow, too

            held.release();

            waiting.join();
        }
        assertEquals(2, limit.permits(), "the one that waited was fast");
    }

    @Test
    void comesDownWhenWorkIsCutShort() throws Exception {
        for (int i = 0; i < 200; i++) {
            work(Duration.ZERO);
        }
        var other = new WorkLimit("other", WorkLimitConfig.fixed(1));

        assertThrows(
                OverloadedException.class,
                () -> limit.run(() -> other.run(() -> other.run(() -> {}))));
        assertEquals(27, limit.permits(), "the other has no room");

        time.moveClock(SLOW);
        Deadline shortly = Deadline.ofTasks(Duration.ofMillis(10));
        eventually().until(shortly::isExpired);
        assertThrows(
                DeadlineExceededException.class,
                () -> limit.run(() -> shortly.check("work of the test")));
        assertEquals(25, limit.permits(), "a deadline was over");

        time.moveClock(SLOW);
        assertThrows(OverloadedException.class, () -> nest(limit.permits() + 1, () -> {}));
        assertEquals(25, limit.permits(), "its own lack of room makes it no worse");

        assertThrows(
                ConnectionInterruptedException.class,
                () ->
                        limit.run(() -> {
                            throw new ConnectionInterruptedException("on purpose", 0);
                        }));
        assertEquals(25, limit.permits(), "an interrupt says nothing about the work");
    }
}
