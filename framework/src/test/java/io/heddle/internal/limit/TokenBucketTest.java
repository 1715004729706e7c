package io.heddle.internal.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long HOUR = 3_600_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, -50, Long.MAX_VALUE - 25, Long.MIN_VALUE, Long.MAX_VALUE})
    void isFullAtFirstAndFillsEvenly(long begin) {
        var bucket = new TokenBucket(10, 3, begin);

        assertEquals(3, takeAll(bucket, begin));
        assertEquals(10, bucket.nanosToToken(begin));
        assertEquals(0, takeAll(bucket, begin + 9));
        assertEquals(1, bucket.nanosToToken(begin + 9));
        assertEquals(1, takeAll(bucket, begin + 10));
        assertEquals(2, takeAll(bucket, begin + 35));
        assertEquals(5, bucket.nanosToToken(begin + 35));
    }

    @Test
    void holdsNoMoreThanItsBurstHoweverLongTheRest() {
        var bucket = new TokenBucket(10, 3, 0);
        takeAll(bucket, 0);

        assertEquals(3, takeAll(bucket, 1_000_000 * HOUR));
    }

    @Test
    void burstOfOneLetsOneAtATime() {
        var bucket = new TokenBucket(10, 1, 0);

        assertTrue(bucket.take(0));
        assertFalse(bucket.take(9));
        assertTrue(bucket.take(10));
        assertFalse(bucket.take(19));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void biggestOneThatLimitsAllowDoesNotOverflow(long begin) {
        var bucket = new TokenBucket(HOUR, 1_000_000, begin);

        assertEquals(1_000_000, takeAll(bucket, begin));
        assertEquals(HOUR, bucket.nanosToToken(begin));
        assertFalse(bucket.take(begin + HOUR - 1));
        assertTrue(bucket.take(begin + HOUR));
    }

    @Test
    void refusesOneThatWouldOverflow() {
        assertThrows(ArithmeticException.class, () -> new TokenBucket(HOUR, 10_000_000, 0));
    }

    @Test
    void withoutAPriceNeverRunsDry() {
        var bucket = new TokenBucket(0, 1, 7);

        for (int i = 0; i < 1_000_000; i++) {
            assertTrue(bucket.take(7));
        }
        assertEquals(0, bucket.nanosToToken(7));
    }

    @Test
    void neverGivesMoreThanItsRateWhateverTheTimes() {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            long price = 1L + random.nextInt(100);
            int burst = 1 + random.nextInt(20);
            long begin = random.nextLong();
            var bucket = new TokenBucket(price, burst, begin);
            long time = 0;
            long taken = 0;
            for (int i = 0; i < 500; i++) {
                time += random.nextInt(50);
                taken += bucket.take(begin + time) ? 1 : 0;
                long most = burst + time / price;
                assertTrue(taken <= most, taken + " of " + most);
            }
            assertEquals(burst, takeAll(bucket, begin + time + price * burst));
        }
    }

    private static int takeAll(TokenBucket bucket, long now) {
        int taken = 0;
        while (bucket.take(now)) {
            taken++;
        }
        return taken;
    }
}
