package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final LineLimit limit = new LineLimit(clock);

    @Test
    void letsTheFirstThroughAtOnceAndThenOneASecond() {
        assertEquals(0, take("a"));
        assertEquals(LineLimit.LEFT_OUT, take("a"));
        clock.advance(SECOND.minusNanos(1));
        assertEquals(LineLimit.LEFT_OUT, take("a"));
        clock.advance(Duration.ofNanos(1));
        assertEquals(2, take("a"));
        assertEquals(LineLimit.LEFT_OUT, take("a"));
        clock.advance(SECOND.multipliedBy(5));
        assertEquals(1, take("a"));
        clock.advance(SECOND);
        assertEquals(0, take("a"));
    }

    @Test
    void letsStallsThroughOnceAMinute() {
        assertEquals(0, limit.take(LogEvent.STALLED, "a", 1));
        clock.advance(Duration.ofMinutes(1).minusNanos(1));
        assertEquals(LineLimit.LEFT_OUT, limit.take(LogEvent.STALLED, "a", 1));
        clock.advance(Duration.ofNanos(1));
        assertEquals(1, limit.take(LogEvent.STALLED, "a", 1));
    }

    @Test
    void treatsKindsApart() {
        assertEquals(0, take("a"));
        assertEquals(0, take("b"));
        assertEquals(0, limit.take(LogEvent.REJECTED, "a", 1));
        assertEquals(LineLimit.LEFT_OUT, take("a"));
        assertEquals(LineLimit.LEFT_OUT, take("b"));
    }

    @Test
    void countsWhatALineTellsOf() {
        take("a");
        limit.take(LogEvent.FAILED, "a", 7);
        limit.take(LogEvent.FAILED, "a", 5);
        clock.advance(SECOND);

        assertEquals(12, take("a"));
    }

    @Test
    void settlesWhatWasNotToldOnce() {
        take("a");
        take("a");
        take("a");
        take("b");

        assertEquals(List.of("FAILED a 2"), settled());
        assertEquals(List.of(), settled());
        clock.advance(SECOND);
        assertEquals(0, take("a"));
    }

    @Test
    void keepsAFewKindsOnlyAndLetsTheOthersShareOneForEachEvent() {
        for (int i = 0; i < LineLimit.MAX_KINDS; i++) {
            assertEquals(0, take("kind " + i));
        }

        assertEquals(0, take("one more"));
        for (int i = 0; i < 100_000; i++) {
            assertEquals(LineLimit.LEFT_OUT, take("yet another " + i));
        }
        assertEquals(0, limit.take(LogEvent.ACCEPT_FAILED, "main", 1));
        assertEquals(LineLimit.LEFT_OUT, take("kind 7"));

        clock.advance(SECOND);
        assertEquals(1, take("kind 7"));
        assertEquals(List.of("FAILED others 100000"), settled());
    }

    @Test
    void losesNoCountWhenManyAskAtOnce() throws Exception {
        int members = 8;
        int each = 50_000;
        var told = new AtomicLong();

        Crowd.of(
                members,
                member -> {
                    for (int i = 0; i < each; i++) {
                        long before = take("kind " + i % 100);
                        told.addAndGet(before == LineLimit.LEFT_OUT ? 0 : 1 + before);
                        if (i % 1000 == 0) {
                            clock.advance(SECOND.dividedBy(3));
                            limit.settle((event, detail, count) -> told.addAndGet(count));
                        }
                    }
                });
        limit.settle((event, detail, count) -> told.addAndGet(count));

        assertEquals((long) members * each, told.get());
    }

    private long take(String detail) {
        return limit.take(LogEvent.FAILED, detail, 1);
    }

    private List<String> settled() {
        List<String> all = new ArrayList<>();
        limit.settle((event, detail, count) -> all.add(event + " " + detail + " " + count));
        return all;
    }
}
