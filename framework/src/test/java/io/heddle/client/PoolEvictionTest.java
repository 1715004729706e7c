package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Connections that are idle for too long, or too old.
class PoolEvictionTest extends PoolFixture {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration AGE = Duration.ofMinutes(10);

    private ConnectionPool poolOf(Duration idle, Duration age) {
        return pool(config(8).withMaxIdle(idle).withMaxAge(age));
    }

    private static long evicted(ConnectionPool pool, EvictionReason reason) {
        return pool.snapshot().evicted().get(reason);
    }

    /// The pool's own thread may be at it, too.
    private static void awaitEvicted(ConnectionPool pool, EvictionReason reason, long count) {
        eventually().until(() -> evicted(pool, reason) == count);
    }

    private void use(ConnectionPool pool, int connections) throws IOException {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            leases.add(pool.borrow(target(server)));
        }
        leases.forEach(Lease::giveBack);
    }

    @Test
    void closesWhatIsIdleForTooLong() throws Exception {
        ConnectionPool pool = poolOf(IDLE, AGE);
        use(pool, 3);

        advance(IDLE.minusNanos(1));
        pool.evict();
        assertEquals(3, pool.snapshot().idle());
        advance(Duration.ofNanos(1));
        pool.evict();

        assertEquals(0, pool.snapshot().idle());
        awaitEvicted(pool, EvictionReason.IDLE, 3);
        assertEquals(0, pool.snapshot().targets());
        assertEquals(0, connections());
    }

    @Test
    void useBeginsTheTimeAnew() throws Exception {
        ConnectionPool pool = poolOf(IDLE, Timeouts.NEVER);
        use(pool, 2);
        for (int i = 0; i < 5; i++) {
            advance(IDLE.dividedBy(2));
            pool.evict();
            ask(pool, target(server), "in use");
        }

        assertEquals(1, pool.snapshot().idle());
        awaitEvicted(pool, EvictionReason.IDLE, 1);
        assertEquals(2, pool.snapshot().created());
    }

    @Test
    void lendsNothingThatIsOver() throws Exception {
        ConnectionPool pool = poolOf(IDLE, AGE);
        use(pool, 1);
        advance(IDLE);

        assertEquals("fresh", ask(pool, target(server), "fresh"));

        awaitEvicted(pool, EvictionReason.IDLE, 1);
        assertEquals(2, pool.snapshot().created());
    }

    @Test
    void keepsNothingThatIsTooOld() throws Exception {
        ConnectionPool pool = poolOf(IDLE, AGE);
        try (Lease lease = pool.borrow(target(server))) {
            advance(AGE);
            lease.giveBack();
        }

        assertEquals(0, pool.snapshot().idle());
        awaitEvicted(pool, EvictionReason.AGE, 1);
    }

    @Test
    void closesWhatIsIdleAndTooOld() throws Exception {
        ConnectionPool pool = poolOf(Timeouts.NEVER, AGE);
        use(pool, 1);

        advance(AGE.multipliedBy(3).dividedBy(4).minusNanos(1));
        pool.evict();
        assertEquals(1, pool.snapshot().idle());
        advance(AGE.dividedBy(4).plusNanos(1));
        pool.evict();

        awaitEvicted(pool, EvictionReason.AGE, 1);
    }

    @Test
    void whatWasMadeTogetherDoesNotEndTogether() throws Exception {
        ConnectionPool pool = poolOf(Timeouts.NEVER, AGE);
        use(pool, 8);
        advance(AGE.multipliedBy(3).dividedBy(4));
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            advance(AGE.dividedBy(40));
            pool.evict();
            left.add(pool.snapshot().idle());
        }

        assertEquals(0, left.getLast());
        assertTrue(left.stream().distinct().count() >= 4, left::toString);
    }

    @Test
    void nothingEndsThatMayStayForEver() throws Exception {
        ConnectionPool pool = poolOf(Timeouts.NEVER, Timeouts.NEVER);
        use(pool, 2);

        for (int i = 0; i < 20; i++) {
            advance(Duration.ofDays(365));
            pool.evict();
        }

        assertEquals(2, pool.snapshot().idle());
        assertEquals("still", ask(pool, target(server), "still"));
    }

    @Test
    void doesItByItself() throws Exception {
        ConnectionPool pool =
                poolInRealTime(config(8).withMaxIdle(Duration.ofMillis(20)).withMaxAge(AGE));
        for (int i = 1; i <= 5; i++) {
            use(pool, 3);

            long all = 3L * i;
            eventually().until(() -> evicted(pool, EvictionReason.IDLE) == all);

            assertEquals(0, connections());
            assertEquals(0, pool.snapshot().idle());
        }
    }

    /// The first one that comes back would otherwise be looked for after the second.
    @Test
    void looksAgainForWhatEndsEarlier() throws Exception {
        ConnectionPool pool =
                poolInRealTime(
                        config(8).withMaxIdle(Timeouts.NEVER).withMaxAge(Duration.ofMillis(200)));
        Lease old = pool.borrow(target(server));
        Lease young = pool.borrow(target(server));
        young.giveBack();
        old.giveBack();

        eventually().until(() -> evicted(pool, EvictionReason.AGE) == 2);
        assertEquals(0, pool.snapshot().idle());
    }
}
