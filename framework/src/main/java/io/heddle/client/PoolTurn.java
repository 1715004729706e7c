package io.heddle.client;

import io.heddle.Endpoint;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that wants a connection, from its asking until it has something.
final class PoolTurn {

    private final Endpoint endpoint;
    private final String pool;
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Grant grant; // written once, under the ledger's lock
    long number; // in line; guarded by the ledger's lock

    /// What it gets.
    sealed interface Grant {}

    /// A connection that somebody has used before.
    record Reuse(PooledConnection pooled) implements Grant {}

    /// The right to make a connection.
    ///
    /// @param instead whose place it takes: to be closed before; null: there is room
    record Connect(PoolTarget target, @Nullable PooledConnection instead) implements Grant {}

    /// Nothing, for the pool is closed.
    record Nothing() implements Grant {}

    PoolTurn(Endpoint endpoint, String pool) {
        this.endpoint = endpoint;
        this.pool = pool;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// What it got.
    ///
    /// @return null as long as it waits
    @Nullable Grant grant() {
        return grant;
    }

    void give(Grant grant) {
        this.grant = grant;
        if (thread != Thread.currentThread()) { // which would find its next wait over at once
            LockSupport.unpark(thread);
        }
    }

    /// What its thread waits for, in messages and dumps.
    @Override
    public String toString() {
        return "a wait for a connection to " + endpoint + " of " + pool;
    }
}
