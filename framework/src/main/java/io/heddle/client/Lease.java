package io.heddle.client;

import io.heddle.Connection;
import java.util.concurrent.atomic.AtomicBoolean;

/// A connection that is lent by a [ConnectionPool], to nobody else meanwhile.
///
/// ```java
/// try (Lease lease = pool.borrow(target)) {
///     ask(lease.connection());
///     lease.giveBack();
/// }
/// ```
///
/// Who gives it back must not use the connection any more, and must have read all that was asked
/// for: the next one would get the rest of it. What cannot be said for sure, after an exception
/// say, is closed.
///
/// Any thread may call any method; [#giveBack()] is for the one that read last. Only the first call
/// of [#giveBack()] or [#close()] counts.
public final class Lease implements AutoCloseable {

    private final ConnectionPool pool;
    private final PooledConnection pooled;
    private final AtomicBoolean over = new AtomicBoolean();

    Lease(ConnectionPool pool, PooledConnection pooled) {
        this.pool = pool;
        this.pooled = pooled;
    }

    /// The connection.
    ///
    /// @throws IllegalStateException after the end of the lease: somebody else may have it
    public Connection connection() {
        if (over.get()) {
            throw new IllegalStateException(
                    "the lease of a connection to "
                            + pooled.target().endpoint()
                            + " of "
                            + pool
                            + " is over");
        }
        return pooled.connection();
    }

    /// Ends the lease: the connection is for the next one, if it is fit for that
    /// ([Connection#isReusable()]); else it is closed. Does not wait.
    public void giveBack() {
        if (over.compareAndSet(false, true)) {
            pool.giveBack(pooled);
        }
    }

    /// Ends the lease and the connection, unless it was given back. Does not wait.
    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            pool.drop(pooled, EvictionReason.DROPPED);
        }
    }
}
