package io.heddle.client;

import io.heddle.Connection;
import io.heddle.Endpoint;
import io.heddle.Timeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Who has which connection of a pool, and who waits for one. Opens and closes none: the threads do
/// that, without the lock, before or after they tell.
///
/// What becomes free goes to the first in line in the same step. So between two steps it holds that
/// nobody waits for a target that has an idle connection; and whoever waits for a target that may
/// have one more connection waits because all places are taken and nothing is idle.
///
/// Of those who could be served, who came first is. When all places are taken, that may be somebody
/// who wants another target: an idle connection then loses its place.
final class PoolLedger {

    private static final long FOR_EVER = 1L << 62; // nanoseconds, and far from an overflow
    private static final int JITTER = 4; // of an age: one part in so many

    private final PoolConfig config;
    private final long maxIdle; // nanoseconds
    private final long maxAge; // likewise
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final PoolEvictor evictor;

    private final ReentrantLock lock = new ReentrantLock();
    // all of the following: guarded by lock
    private final Map<Endpoint, PoolTarget> targets = new HashMap<>();
    private final IdleConnections idle = new IdleConnections();
    private final NavigableMap<Long, PoolTarget> shortOfRoom = new TreeMap<>(); // by shortSince
    private final PoolCounts counts = new PoolCounts();
    private int open; // places that are taken
    private long lastTurn;
    private long lastConnection;
    private boolean closed;

    /// What it looked like when somebody was refused.
    record Refusal(int open, int waiting, int openOfAll, int waitingOfAll) {}

    /// @param clock nanoseconds from any origin
    /// @param random makes ages differ
    /// @param evict closes idle connections whose time is over
    PoolLedger(PoolConfig config, LongSupplier clock, RandomGenerator random, Runnable evict) {
        this.config = config;
        this.maxIdle = nanos(config.maxIdle());
        this.maxAge = nanos(config.maxAge());
        this.clock = clock;
        this.random = random;
        this.evictor = new PoolEvictor(config.name() + "-evictor", evict, this::untilNextEnd);
    }

    private static long nanos(Duration limit) {
        return limit.equals(Timeouts.NEVER) ? FOR_EVER : limit.toNanos();
    }

    /// Gives a turn what it wants, or a place in line.
    ///
    /// @return null, or why neither is possible
    @Nullable Refusal join(PoolTurn turn) {
        lock.lock();
        try {
            if (closed) {
                turn.give(new PoolTurn.Nothing());
                return null;
            }
            PoolTarget target = targets.computeIfAbsent(turn.endpoint(), PoolTarget::new);
            PoolTurn.Grant now = grant(target);
            Refusal refusal = null;
            if (now != null) {
                turn.give(now);
            } else if (target.waiting.size() < config.maxWaitingPerTarget()
                    && counts.waiting < config.maxWaiting()) {
                turn.number = ++lastTurn;
                target.waiting.addLast(turn);
                counts.waiting++;
            } else {
                counts.refused++;
                refusal = refusal(target);
            }
            sort(target);
            return refusal;
        } finally {
            lock.unlock();
        }
    }

    private Refusal refusal(PoolTarget target) {
        return new Refusal(target.open, target.waiting.size(), open, counts.waiting);
    }

    /// What can be had for a target without waiting.
    private PoolTurn.@Nullable Grant grant(PoolTarget target) {
        if (!target.idle.isEmpty()) {
            counts.lent++;
            counts.borrowed++;
            return new PoolTurn.Reuse(idle.takeLast(target));
        }
        if (target.open >= config.maxPerTarget()) {
            return null;
        }
        PooledConnection instead = null;
        if (open < config.maxConnections()) {
            open++;
        } else if (idle.isEmpty()) {
            return null;
        } else {
            instead = idle.takeFirst();
        }
        target.open++;
        counts.connecting++;
        return new PoolTurn.Connect(target, instead);
    }

    /// Puts a target where it belongs, after a change.
    private void sort(PoolTarget target) {
        if (target.shortSince != PoolTarget.NOT_SHORT) {
            shortOfRoom.remove(target.shortSince);
            target.shortSince = PoolTarget.NOT_SHORT;
        }
        if (!target.waiting.isEmpty() && target.open < config.maxPerTarget()) {
            target.shortSince = target.waiting.getFirst().number;
            shortOfRoom.put(target.shortSince, target);
        }
        if (target.open == 0 && target.waiting.isEmpty()) {
            targets.remove(target.endpoint());
        }
    }

    /// Gives away what has become free, after a change of a target.
    private void serve(PoolTarget changed) {
        sort(changed);
        for (PoolTarget next = next(changed); next != null; next = next(changed)) {
            PoolTurn first = next.waiting.removeFirst();
            counts.waiting--;
            first.give(Objects.requireNonNull(grant(next)));
            sort(next);
        }
    }

    /// Whose first in line is the first of those who can be served.
    private @Nullable PoolTarget next(PoolTarget changed) {
        boolean hasIdle = !changed.idle.isEmpty() && !changed.waiting.isEmpty();
        boolean hasRoom = open < config.maxConnections() || !idle.isEmpty();
        PoolTarget inShort =
                hasRoom && !shortOfRoom.isEmpty() ? shortOfRoom.firstEntry().getValue() : null;
        if (!hasIdle) {
            return inShort;
        }
        return inShort != null && inShort.shortSince < changed.waiting.getFirst().number
                ? inShort
                : changed;
    }

    /// Ends a wait because it has taken too long.
    ///
    /// @return null if the turn has got something meanwhile
    @Nullable Refusal giveUp(PoolTurn turn) {
        lock.lock();
        try {
            PoolTarget target = targets.get(turn.endpoint());
            if (target == null || !leave(turn, target)) {
                return null;
            }
            counts.timedOut++;
            return refusal(target);
        } finally {
            lock.unlock();
        }
    }

    /// Ends a wait for another reason.
    ///
    /// @return what the turn has got meanwhile, which somebody has to give back; or null
    PoolTurn.@Nullable Grant abandon(PoolTurn turn) {
        lock.lock();
        try {
            PoolTarget target = targets.get(turn.endpoint());
            if (target != null && leave(turn, target)) {
                return null;
            }
            counts.borrowed -= turn.grant() instanceof PoolTurn.Reuse ? 1 : 0;
            return turn.grant();
        } finally {
            lock.unlock();
        }
    }

    private boolean leave(PoolTurn turn, PoolTarget target) {
        boolean left = target.waiting.remove(turn);
        if (left) {
            counts.waiting--;
            sort(target);
        }
        return left;
    }

    /// What to know a new connection by.
    PooledConnection entry(PoolTarget target, Connection connection) {
        lock.lock();
        try {
            return new PooledConnection(connection, target, ++lastConnection, tooOld());
        } finally {
            lock.unlock();
        }
    }

    private long tooOld() {
        return clock.getAsLong() + maxAge - random.nextLong(maxAge / JITTER + 1);
    }

    /// A connection was made, and is lent.
    ///
    /// @return false if the pool has been closed meanwhile; then it counts as not made
    boolean connected() {
        lock.lock();
        try {
            if (!closed) {
                counts.connecting--;
                counts.created++;
                counts.lent++;
                counts.borrowed++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// None was made: the next in line may try.
    ///
    /// @param failed whether that was tried and is why
    void notConnected(PoolTarget target, boolean failed) {
        lock.lock();
        try {
            counts.connecting--;
            counts.failed += failed ? 1 : 0;
            open--;
            target.open--;
            serve(target);
        } finally {
            lock.unlock();
        }
    }

    /// A connection that was to be lent is closed, and who has its place makes another one.
    void replaced(EvictionReason reason) {
        lock.lock();
        try {
            counts.lent--;
            counts.borrowed--;
            counts.connecting++;
            counts.evicted(reason);
        } finally {
            lock.unlock();
        }
    }

    /// An idle connection is closed whose place somebody has for another target.
    void madeRoom(PoolTarget target) {
        lock.lock();
        try {
            target.open--;
            counts.evicted(EvictionReason.ROOM);
            serve(target);
        } finally {
            lock.unlock();
        }
    }

    /// Takes back what was lent.
    ///
    /// @return null, or why it is to be closed
    @Nullable EvictionReason takeBack(PooledConnection pooled) {
        lock.lock();
        try {
            long now = clock.getAsLong();
            if (closed) {
                return EvictionReason.CLOSED;
            }
            if (pooled.isTooOld(now)) {
                return EvictionReason.AGE;
            }
            counts.lent--;
            pooled.rest(now + maxIdle);
            idle.add(pooled);
            serve(pooled.target());
            if (!idle.isEmpty()) {
                evictor.expect(idle.nextEnd());
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// What was lent is closed.
    void dropped(PooledConnection pooled, EvictionReason reason) {
        lock.lock();
        try {
            counts.lent--;
            free(pooled, reason);
        } finally {
            lock.unlock();
        }
    }

    /// What was idle is closed.
    void ended(PooledConnection pooled, EvictionReason reason) {
        lock.lock();
        try {
            free(pooled, reason);
        } finally {
            lock.unlock();
        }
    }

    private void free(PooledConnection pooled, EvictionReason reason) {
        open--;
        pooled.target().open--;
        counts.evicted(reason);
        serve(pooled.target());
    }

    /// Takes out an idle connection whose time is over.
    ///
    /// @return null if there is none now
    @Nullable PooledConnection takeOver() {
        lock.lock();
        try {
            return idle.takeOver(clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /// What the evictor has to wait for, or that it ends.
    private long untilNextEnd() {
        lock.lock();
        try {
            if (idle.isEmpty()) {
                evictor.ends();
                return -1;
            }
            evictor.looksNext(idle.nextEnd());
            return Math.max(1, idle.nextEnd() - clock.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /// Ends all that waits and all that is to come.
    ///
    /// @return the idle connections, to be closed
    List<PooledConnection> close() {
        lock.lock();
        try {
            closed = true;
            List<PooledConnection> left = idle.takeAll();
            shortOfRoom.clear();
            for (PoolTarget target : List.copyOf(targets.values())) {
                target.waiting.forEach(turn -> turn.give(new PoolTurn.Nothing()));
                target.waiting.clear();
                target.shortSince = PoolTarget.NOT_SHORT;
                sort(target);
            }
            counts.waiting = 0;
            evictor.wake();
            return left;
        } finally {
            lock.unlock();
        }
    }

    PoolSnapshot snapshot() {
        lock.lock();
        try {
            return counts.snapshot(config.name(), targets.size(), idle.size());
        } finally {
            lock.unlock();
        }
    }
}
