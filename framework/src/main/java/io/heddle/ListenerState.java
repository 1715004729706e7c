package io.heddle;

import io.heddle.internal.limit.TokenBucket;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the sockets of one listener share: its limits, which are those of all sockets together, and
/// what its connections have in common. Any thread.
final class ListenerState {

    private final List<Listener> sockets;
    private final Origin origin;
    private final Places places;
    private final AtomicInteger queued = new AtomicInteger();
    private final ReentrantLock rateLock = new ReentrantLock();
    private TokenBucket rate; // guarded by rateLock
    private volatile ListenerLimits limits; // written with rateLock
    private volatile boolean suspended;

    ListenerState(ListenerConfig config, List<Listener> sockets, ServerState server) {
        this.sockets = List.copyOf(sockets);
        this.origin = server.origin(config);
        this.limits = config.limits();
        this.places = new Places(limits.maxConnections(), 0);
        this.rate = bucket(limits.rate());
    }

    private static TokenBucket bucket(AcceptRate rate) {
        return new TokenBucket(rate.nanosPerPeer(), rate.burst(), System.nanoTime());
    }

    /// Where its connections come from.
    Origin origin() {
        return origin;
    }

    /// The places of the listener itself. None is reserved.
    Places places() {
        return places;
    }

    /// Counts the peers that wait in its queue.
    AtomicInteger queued() {
        return queued;
    }

    ListenerLimits limits() {
        return limits;
    }

    /// Changes the limits; turns nobody out.
    void limits(ListenerLimits changed) {
        rateLock.lock();
        try {
            if (!changed.rate().equals(limits.rate())) {
                rate = bucket(changed.rate());
            }
            limits = changed;
            places.resize(changed.maxConnections(), 0);
        } finally {
            rateLock.unlock();
        }
        wake();
    }

    /// Lets nobody in for now, or again: peers wait in the backlog.
    void suspend(boolean suspended) {
        this.suspended = suspended;
        wake();
    }

    boolean isSuspended() {
        return suspended;
    }

    /// Makes all its acceptors look again.
    void wake() {
        sockets.forEach(Listener::wake);
    }

    /// Makes the acceptors of its other sockets look again.
    void wakeOthers(Listener self) {
        for (Listener socket : sockets) {
            if (!socket.equals(self)) {
                socket.wake();
            }
        }
    }

    /// How long the rate lets nobody in; 0 if it does.
    long nanosToToken() {
        if (limits.rate().isUnlimited()) {
            return 0;
        }
        rateLock.lock();
        try {
            return rate.nanosToToken(System.nanoTime());
        } finally {
            rateLock.unlock();
        }
    }

    /// Accepts a peer that waits at one of its sockets, if the rate lets it in. The lock is held
    /// while the system is asked, which does not block: a token that is taken on trial would keep
    /// the peers of another socket waiting for nothing.
    ///
    /// @return its channel, or null if no peer waits, or none may come now
    /// @throws IOException if the system refuses to hand it out
    @Nullable SocketChannel accept(Listener socket) throws IOException {
        if (limits.rate().isUnlimited()) {
            return socket.accept();
        }
        rateLock.lock();
        try {
            long now = System.nanoTime();
            SocketChannel channel = rate.nanosToToken(now) > 0 ? null : socket.accept();
            if (channel != null) {
                rate.take(now);
            }
            return channel;
        } finally {
            rateLock.unlock();
        }
    }
}
