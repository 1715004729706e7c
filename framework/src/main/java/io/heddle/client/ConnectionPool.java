package io.heddle.client;

import io.heddle.Connection;
import io.heddle.ConnectionClosedException;
import io.heddle.Deadline;
import io.heddle.Endpoint;
import io.heddle.OverloadedException;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Connections that are kept and used again, so many to each target and so many of all, each by one
/// thread at a time.
///
/// ```java
/// try (var pool = new ConnectionPool(source, PoolConfig.DEFAULT)) {
///     String answer = pool.with(target, connection -> ask(connection, question));
/// }
/// ```
///
/// A connection that is fit for it ([Connection#isReusable()]) when it is given back is kept, and
/// lent again if it still is; the one that was used last is the first to be lent. Others are
/// closed, and so are those that are idle for too long or too old. If none is idle and there may be
/// one more, the borrower makes it; otherwise it waits.
///
/// Who waits is served in the order of arrival among those that want the same target; what becomes
/// free goes to the first in line in the same step. Of different targets, too, who came first is
/// served first: somebody overtakes only if there is a connection or room for his target, and none
/// for that of the one before. When [PoolConfig#maxConnections()] is reached, an idle connection to
/// one target loses its place to another one.
///
/// Any thread may call any method; those that wait are made for virtual threads.
public final class ConnectionPool implements AutoCloseable {

    private final ConnectionSource source;
    private final PoolConfig config;
    private final LongSupplier clock;
    private final PoolLedger ledger;

    /// What is done with a connection.
    ///
    /// @param <T> what it returns
    /// @param <X> what it throws
    @FunctionalInterface
    public interface Exchange<T extends @Nullable Object, X extends Throwable> {
        /// Does it, up to the end: everything that it has asked for is read.
        T run(Connection connection) throws X;
    }

    /// A pool without connections. It has a thread of its own, a virtual one, only while some are
    /// idle.
    ///
    /// @param source makes connections
    public ConnectionPool(ConnectionSource source, PoolConfig config) {
        this(source, config, System::nanoTime, new SplittableRandom());
    }

    /// @param clock nanoseconds from any origin
    /// @param random makes ages differ; used by one thread at a time
    ConnectionPool(
            ConnectionSource source,
            PoolConfig config,
            LongSupplier clock,
            RandomGenerator random) {
        this.source = Objects.requireNonNull(source, "source");
        this.config = Objects.requireNonNull(config, "config");
        this.clock = clock;
        this.ledger = new PoolLedger(config, clock, random, this::evict);
    }

    /// Does something with a connection on the calling thread. The connection is given back if that
    /// returns, and closed if it throws.
    ///
    /// @param target compared by its address as it is: a name is another target than what it stands
    ///   for
    /// @param <T> what the exchange returns
    /// @param <X> what the exchange throws
    /// @return what the exchange returns
    /// @throws X whatever the exchange throws
    /// @throws OverloadedException if too many wait already, or there was no connection within
    ///   [PoolConfig#maxWait()]
    /// @throws WaitEndedException if a [Deadline] or a limit of the connection that the thread
    ///   works for was over first, or the thread was interrupted
    /// @throws ConnectionClosedException if the pool is closed, now or meanwhile
    /// @throws IOException if the source could not make a connection
    public <T extends @Nullable Object, X extends Throwable> T with(
            Endpoint target, Exchange<? extends T, X> exchange) throws X, IOException {
        try (Lease lease = borrow(target)) {
            T result = exchange.run(lease.connection());
            lease.giveBack();
            return result;
        }
    }

    /// Borrows a connection, waiting for it if there is none. It is the caller's until its lease is
    /// over.
    ///
    /// With a connection at hand there is no wait, and an interrupt is left to what follows.
    ///
    /// @param target compared by its address as it is: a name is another target than what it stands
    ///   for
    /// @throws OverloadedException if too many wait already, or there was no connection within
    ///   [PoolConfig#maxWait()]
    /// @throws WaitEndedException if a [Deadline] or a limit of the connection that the thread
    ///   works for was over first, or the thread was interrupted
    /// @throws ConnectionClosedException if the pool is closed, now or meanwhile
    /// @throws IOException if the source could not make a connection
    public Lease borrow(Endpoint target) throws IOException {
        var turn = new PoolTurn(target, toString());
        if (Deadline.current().map(Deadline::isExpired).orElse(false)) {
            Deadline.parkNanos(turn, 0); // says so
        }
        PoolLedger.Refusal refusal = ledger.join(turn);
        if (refusal != null) {
            throw new OverloadedException(state(target, refusal) + ": no room for more", false);
        }
        return switch (await(turn)) {
            case PoolTurn.Reuse reuse -> lease(reuse.pooled());
            case PoolTurn.Connect connect -> connect(connect);
            case PoolTurn.Nothing _ -> throw closed(target);
        };
    }

    /// Returns with what the turn has got, or throws without it, whatever it throws.
    private PoolTurn.Grant await(PoolTurn turn) throws OverloadedException, WaitEndedException {
        PoolTurn.Grant grant = turn.grant();
        if (grant != null) {
            return grant;
        }
        boolean taken = false;
        try {
            long end = clock.getAsLong() + config.maxWait().toNanos();
            for (grant = turn.grant(); grant == null; grant = turn.grant()) {
                long left = end - clock.getAsLong();
                if (left > 0) {
                    Deadline.parkNanos(turn, left);
                } else {
                    giveUp(turn);
                }
            }
            taken = true;
            return grant;
        } finally {
            if (!taken) {
                giveOn(ledger.abandon(turn));
            }
        }
    }

    /// Ends a wait that has taken too long, unless it has come to an end just now.
    private void giveUp(PoolTurn turn) throws OverloadedException {
        PoolLedger.Refusal refusal = ledger.giveUp(turn);
        if (refusal != null) {
            throw new OverloadedException(
                    state(turn.endpoint(), refusal) + ": none in " + config.maxWait(), true);
        }
    }

    /// What somebody got who does not want it any more is for the next in line.
    private void giveOn(PoolTurn.@Nullable Grant grant) {
        switch (grant) {
            case PoolTurn.Reuse reuse -> giveBack(reuse.pooled());
            case PoolTurn.Connect connect -> {
                makeRoom(connect);
                ledger.notConnected(connect.target(), false);
            }
            case PoolTurn.Nothing _ -> {}
            case null -> {}
        }
    }

    /// Lends what somebody has used before, or another one in its place.
    private Lease lease(PooledConnection pooled) throws IOException {
        boolean settled = false;
        try {
            EvictionReason reason = pooled.over(clock.getAsLong());
            if (reason == null && pooled.connection().isReusable()) {
                var lease = new Lease(this, pooled);
                settled = true;
                return lease;
            }
            pooled.connection().close();
            ledger.replaced(reason == null ? EvictionReason.STALE : reason);
            settled = true;
        } finally {
            if (!settled) {
                drop(pooled, EvictionReason.STALE);
            }
        }
        return connect(pooled.target());
    }

    private Lease connect(PoolTurn.Connect connect) throws IOException {
        makeRoom(connect);
        return connect(connect.target());
    }

    private void makeRoom(PoolTurn.Connect connect) {
        PooledConnection instead = connect.instead();
        if (instead != null) {
            try {
                instead.connection().close();
            } finally {
                ledger.madeRoom(instead.target());
            }
        }
    }

    /// Makes a connection in a place that is taken already.
    private Lease connect(PoolTarget target) throws IOException {
        Connection connection = null;
        boolean failed = true;
        boolean lent = false;
        try {
            connection = Objects.requireNonNull(source.connect(target.endpoint()), "connection");
            failed = false;
            var lease = new Lease(this, ledger.entry(target, connection));
            lent = ledger.connected();
            if (!lent) {
                throw closed(target.endpoint());
            }
            return lease;
        } finally {
            if (!lent) {
                if (connection != null) {
                    connection.close();
                }
                ledger.notConnected(target, failed);
            }
        }
    }

    /// Ends a lease: what is fit for it is kept.
    void giveBack(PooledConnection pooled) {
        EvictionReason reason = EvictionReason.UNFIT;
        try {
            if (pooled.connection().isReusable()) {
                reason = ledger.takeBack(pooled);
            }
        } finally {
            if (reason != null) {
                drop(pooled, reason);
            }
        }
    }

    /// Ends a lease and its connection.
    void drop(PooledConnection pooled, EvictionReason reason) {
        try {
            pooled.connection().close();
        } finally {
            ledger.dropped(pooled, reason);
        }
    }

    /// Closes the idle connections whose time is over.
    void evict() {
        for (PooledConnection over = ledger.takeOver(); over != null; over = ledger.takeOver()) {
            end(over, over.isTooOld(over.end()) ? EvictionReason.AGE : EvictionReason.IDLE);
        }
    }

    private void end(PooledConnection idle, EvictionReason reason) {
        try {
            idle.connection().close();
        } finally {
            ledger.ended(idle, reason);
        }
    }

    private ConnectionClosedException closed(Endpoint target) {
        return new ConnectionClosedException(this + " is closed: no connection to " + target);
    }

    private String state(Endpoint target, PoolLedger.Refusal refusal) {
        return "%s has %d of %d connections to %s, %d of %d in all; %d of %d wait for one, %d of %d in all"
                .formatted(
                        this,
                        refusal.open(),
                        config.maxPerTarget(),
                        target,
                        refusal.openOfAll(),
                        config.maxConnections(),
                        refusal.waiting(),
                        config.maxWaitingPerTarget(),
                        refusal.waitingOfAll(),
                        config.maxWaiting());
    }

    /// What it was configured with.
    public PoolConfig config() {
        return config;
    }

    /// The pool as it is now. Does not wait.
    public PoolSnapshot snapshot() {
        return ledger.snapshot();
    }

    /// Closes what is idle, and wakes who waits with a [ConnectionClosedException]. What is lent is
    /// closed when it is given back, and what is being made at once. Does not wait; does nothing
    /// the second time.
    @Override
    public void close() {
        for (PooledConnection idle : ledger.close()) {
            end(idle, EvictionReason.CLOSED);
        }
    }

    @Override
    public String toString() {
        return "pool " + config.name();
    }
}
