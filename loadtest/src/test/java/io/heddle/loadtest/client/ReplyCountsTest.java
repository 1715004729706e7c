package io.heddle.loadtest.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReplyCountsTest {
    @Test
    void addsConnectionByConnection() {
        var first = ReplyCounts.of(new long[] {10, 0, 5});
        var second = ReplyCounts.of(new long[] {0, 10, 5, 7});

        for (var sum : new ReplyCounts[] {first.plus(second), second.plus(first)}) {
            assertEquals(7, sum.min());
            assertEquals(10, sum.max());
            assertEquals(10, sum.median());
            assertEquals(0, sum.starved());
        }
        assertEquals(1, first.starved());
    }
}
