package io.heddle.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Endpoint;
import io.heddle.MemoryConnection;
import io.heddle.TestPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ledger against a model that is as simple as can be: lists, and a look at all who wait after
/// every step.
class PoolLedgerModelTest {

    private static final int STEPS = Integer.getInteger("heddle.steps", 20_000);
    private static final int TARGETS = 4;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(-5);
    private final List<PoolTurn> inLine = new ArrayList<>(); // all targets, in order of arrival
    private final List<PoolTurn.Connect> connecting = new ArrayList<>();
    private final List<PooledConnection> lent = new ArrayList<>();
    private final List<PooledConnection> ending = new ArrayList<>(); // taken out, not yet closed
    private final Map<Endpoint, List<PooledConnection>> idle = new HashMap<>();

    private PoolConfig config;
    private PoolLedger ledger;
    private Random random;

    private static Endpoint target(int number) {
        return new Endpoint(Endpoint.Kind.TCP, TestPeer.loopback(1 + number));
    }

    private void begin(long seed, PoolConfig config) {
        random = new Random(seed);
        this.config = config;
        ledger = new PoolLedger(config, now::get, new SplittableRandom(seed), () -> {});
        for (int i = 0; i < TARGETS; i++) {
            idle.put(target(i), new ArrayList<>());
        }
    }

    private int open(Endpoint target) {
        return (int)
                (connecting.stream().filter(c -> c.target().endpoint().equals(target)).count()
                        + lent.stream().filter(p -> is(p, target)).count()
                        + ending.stream().filter(p -> is(p, target)).count()
                        + connecting.stream().filter(c -> takesPlaceOf(c, target)).count()
                        + idle.get(target).size());
    }

    private static boolean is(PooledConnection pooled, Endpoint target) {
        return pooled.target().endpoint().equals(target);
    }

    private static boolean takesPlaceOf(PoolTurn.Connect connect, Endpoint target) {
        return connect.instead() != null && is(connect.instead(), target);
    }

    private int places() {
        return connecting.size() + lent.size() + ending.size() + allIdle();
    }

    private int allIdle() {
        return idle.values().stream().mapToInt(List::size).sum();
    }

    private boolean canBeServed(PoolTurn turn) {
        Endpoint target = turn.endpoint();
        return !idle.get(target).isEmpty()
                || (open(target) < config.maxPerTarget()
                        && (places() < config.maxConnections() || allIdle() > 0));
    }

    /// Has the model give away what the ledger must have given away, to the same, in the same
    /// order.
    private void serve() {
        while (true) {
            PoolTurn next = inLine.stream().filter(this::canBeServed).findFirst().orElse(null);
            if (next == null) {
                break;
            }
            inLine.remove(next);
            take(next);
        }
        inLine.forEach(turn -> assertNull(turn.grant(), "served too early"));
    }

    private void take(PoolTurn turn) {
        switch (turn.grant()) {
            case PoolTurn.Reuse reuse -> {
                List<PooledConnection> own = idle.get(turn.endpoint());
                assertTrue(!own.isEmpty(), "nothing was idle");
                assertEquals(own.removeLast(), reuse.pooled(), "the one used last");
                lent.add(reuse.pooled());
            }
            case PoolTurn.Connect connect -> {
                assertTrue(idle.get(turn.endpoint()).isEmpty(), "one was idle");
                assertEquals(
                        places() >= config.maxConnections(), connect.instead() != null, "room");
                if (connect.instead() != null) {
                    assertTrue(
                            idle.get(connect.instead().target().endpoint())
                                    .remove(connect.instead()));
                }
                connecting.add(connect);
            }
            case PoolTurn.Nothing _ -> throw new AssertionError("not closed");
            case null -> throw new AssertionError("was not served: " + turn);
        }
    }

    private <T> T any(List<T> list) {
        return list.remove(random.nextInt(list.size()));
    }

    private void step() {
        now.addAndGet(random.nextLong(IDLE.toNanos() / 20));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> ask();
            case 4, 5 -> connected();
            case 6, 7 -> giveBack();
            case 8 -> drop();
            case 9 -> leaveLine();
            case 10 -> evict();
            default -> replace();
        }
        serve();
        check();
    }

    private void ask() {
        var turn = new PoolTurn(target(random.nextInt(TARGETS)), "model");
        boolean atOnce = canBeServed(turn);
        long before = inLine.stream().filter(one -> one.endpoint().equals(turn.endpoint())).count();
        boolean room = before < config.maxWaitingPerTarget() && inLine.size() < config.maxWaiting();

        boolean refused = ledger.join(turn) != null;

        assertEquals(!atOnce && !room, refused, "refused");
        if (atOnce) {
            take(turn);
        } else if (!refused) {
            inLine.add(turn);
        }
    }

    private void connected() {
        if (connecting.isEmpty()) {
            return;
        }
        PoolTurn.Connect connect = any(connecting);
        PooledConnection instead = connect.instead();
        if (instead != null) { // first of all it is closed
            connecting.add(new PoolTurn.Connect(connect.target(), null));
            ledger.madeRoom(instead.target());
        } else if (random.nextInt(3) == 0) {
            ledger.notConnected(connect.target(), true);
        } else {
            lent.add(ledger.entry(connect.target(), MemoryConnection.of().connection()));
            assertTrue(ledger.connected());
        }
    }

    private void giveBack() {
        if (!lent.isEmpty()) {
            PooledConnection pooled = any(lent);
            idle.get(pooled.target().endpoint()).add(pooled);
            EvictionReason reason = ledger.takeBack(pooled);
            if (reason != null) {
                assertEquals(EvictionReason.AGE, reason);
                idle.get(pooled.target().endpoint()).remove(pooled);
                ledger.dropped(pooled, reason);
            }
        }
    }

    private void drop() {
        if (!lent.isEmpty()) {
            ledger.dropped(any(lent), EvictionReason.DROPPED);
        }
    }

    /// One that was lent turns out to be stale.
    private void replace() {
        if (!lent.isEmpty()) {
            PooledConnection stale = any(lent);
            connecting.add(new PoolTurn.Connect(stale.target(), null));
            ledger.replaced(EvictionReason.STALE);
        }
    }

    private void leaveLine() {
        if (!inLine.isEmpty()) {
            PoolTurn turn = any(inLine);
            if (random.nextBoolean()) {
                assertTrue(ledger.giveUp(turn) != null);
            } else {
                assertNull(ledger.abandon(turn));
            }
        }
    }

    private void evict() {
        if (!ending.isEmpty()) {
            ledger.ended(any(ending), EvictionReason.IDLE);
            return;
        }
        for (PooledConnection over = ledger.takeOver(); over != null; over = ledger.takeOver()) {
            assertTrue(over.over(now.get()) != null);
            assertTrue(idle.get(over.target().endpoint()).remove(over));
            ending.add(over);
        }
    }

    private void check() {
        PoolSnapshot seen = ledger.snapshot();
        assertEquals(lent.size(), seen.lent(), "lent");
        assertEquals(connecting.size(), seen.connecting(), "connecting");
        assertEquals(allIdle(), seen.idle(), "idle");
        assertEquals(inLine.size(), seen.waiting(), "waiting");
        assertTrue(places() <= config.maxConnections(), "places");
        for (Endpoint target : idle.keySet()) {
            assertTrue(open(target) <= config.maxPerTarget(), "places of a target");
        }
    }

    private void end() {
        while (!connecting.isEmpty()) {
            connected();
            serve();
        }
        while (!lent.isEmpty() || !inLine.isEmpty() || !connecting.isEmpty() || !ending.isEmpty()) {
            connected();
            drop();
            evict();
            serve();
        }
        ledger.close().forEach(left -> ledger.ended(left, EvictionReason.CLOSED));
        PoolSnapshot seen = ledger.snapshot();
        assertEquals(0, seen.targets());
        assertEquals(0, seen.idle() + seen.lent() + seen.connecting() + seen.waiting());
        assertEquals(
                seen.created(), seen.evicted().values().stream().mapToLong(Long::longValue).sum());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesAsTheModelWhateverHappens(long seed) {
        var sizes = new Random(seed);
        int perTarget = 1 + sizes.nextInt(4);
        begin(
                seed,
                PoolConfig.DEFAULT
                        .withConnections(perTarget, 1 + sizes.nextInt(perTarget * TARGETS))
                        .withWaiting(1 + sizes.nextInt(8), 1 + sizes.nextInt(20))
                        .withMaxIdle(IDLE)
                        .withMaxAge(IDLE.multipliedBy(4)));

        for (int i = 0; i < STEPS; i++) {
            step();
        }

        end();
    }

    @Test
    void whatWasGivenToOneWhoLeavesIsTold() {
        begin(1, PoolConfig.DEFAULT.withConnections(1, 1));
        var first = new PoolTurn(target(0), "model");
        var second = new PoolTurn(target(0), "model");
        ledger.join(first);
        ledger.join(second);

        ledger.notConnected(((PoolTurn.Connect) first.grant()).target(), true);

        assertNull(ledger.giveUp(second));
        assertEquals(second.grant(), ledger.abandon(second));
        ledger.notConnected(((PoolTurn.Connect) second.grant()).target(), false);
        assertEquals(0, ledger.snapshot().targets());
        assertEquals(1, ledger.snapshot().failed());
    }
}
