package io.heddle.loadtest.client.thread;

import java.util.concurrent.locks.LockSupport;

/// Lets connections be opened no faster than at a rate. Thread-safe.
final class ConnectPace {
    private final long intervalNanos;
    private long nextNanos = System.nanoTime(); // guarded by this

    /// @param perSecond 0 for as fast as possible
    ConnectPace(double perSecond) {
        intervalNanos = perSecond == 0 ? 0 : Math.round(1e9 / perSecond);
    }

    /// Waits for the caller's turn.
    void await() {
        if (intervalNanos == 0) {
            return;
        }
        long turn = takeTurn();
        for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private synchronized long takeTurn() {
        long turn = Math.max(nextNanos, System.nanoTime());
        nextNanos = turn + intervalNanos;
        return turn;
    }
}
