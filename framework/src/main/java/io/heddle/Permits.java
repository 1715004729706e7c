package io.heddle;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A fixed number of permits, one for each open connection, shared by all listeners of a server.
final class Permits {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final int total;
    private int taken; // guarded by lock
    private boolean closed; // guarded by lock

    Permits(int total) {
        this.total = total;
    }

    /// Takes a permit, waiting until there is one. An interrupt changes nothing.
    ///
    /// @return false once there will be none because of [#close()]
    boolean acquire() {
        lock.lock();
        try {
            while (taken == total && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            taken--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Lets all that wait go, without a permit. Those taken may still be released.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
