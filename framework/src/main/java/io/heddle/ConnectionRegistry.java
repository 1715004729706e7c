package io.heddle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The open connections of a server, or of a connector. Any thread.
///
/// A list in which each connection knows its own place: to add and to remove takes the same short
/// time however many there are, and a connection costs four bytes here instead of a map's forty.
final class ConnectionRegistry {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Connection> open = new ArrayList<>(); // guarded by lock, places too
    private final AtomicLong lastId = new AtomicLong();
    private final Condition changed = lock.newCondition();
    private int watchers; // who wait for a change; guarded by lock
    private long ended; // guarded by lock

    /// An id that no other connection of this server has; the first is 1.
    long nextId() {
        return lastId.incrementAndGet();
    }

    void add(Connection connection) {
        lock.lock();
        try {
            connection.place(open.size());
            open.add(connection);
        } finally {
            lock.unlock();
        }
    }

    /// Removes a connection that was added, unless that has happened.
    void removeIfThere(Connection connection) {
        lock.lock();
        try {
            int place = connection.place();
            if (place < open.size() && open.get(place) == connection) {
                remove(connection);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Removes a connection that was added.
    void remove(Connection connection) {
        lock.lock();
        try {
            Connection last = open.removeLast();
            if (last != connection) {
                open.set(connection.place(), last);
                last.place(connection.place());
            }
            ended++;
            if (watchers > 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /// The connections that are open now.
    List<Connection> all() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /// The one with an id.
    ///
    /// @return null if it is not open
    @Nullable Connection find(long id) {
        for (Connection connection : all()) {
            if (connection.id() == id) {
                return connection;
            }
        }
        return null;
    }

    /// How many have ended so far.
    long ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until at most so many are open.
    ///
    /// @param nanos how long at most
    /// @return whether at most so many are open
    boolean awaitAtMost(int connections, long nanos) throws InterruptedException {
        lock.lock();
        watchers++;
        try {
            long left = nanos;
            while (open.size() > connections && left > 0) {
                left = changed.awaitNanos(left);
            }
            return open.size() <= connections;
        } finally {
            watchers--;
            lock.unlock();
        }
    }
}
