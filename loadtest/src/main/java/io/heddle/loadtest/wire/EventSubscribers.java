package io.heddle.loadtest.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/// Who gets what is published on a server whose code is told what happens.
///
/// A publisher has one frame under way: it is neither acknowledged nor is its connection read until
/// every subscriber has room again. So a slow subscriber holds at most one frame of each publisher.
/// Thread-safe.
final class EventSubscribers {
    private final Set<EventSession> sessions = ConcurrentHashMap.newKeySet();

    void add(EventSession session) {
        sessions.add(session);
    }

    void remove(EventSession session) {
        sessions.remove(session);
    }

    /// Sends a frame to all.
    ///
    /// @param whenTaken runs once, on any loop, when every subscriber has taken it or is gone; not
    ///   before this returns
    void publish(Frame delivery, EventPeer publisher, Runnable whenTaken) {
        var now = Set.copyOf(sessions);
        var publication =
                new Publication(delivery, now.size() + 1, () -> run(publisher, whenTaken));
        for (var session : now) {
            if (!run(session.peer(), () -> session.deliver(publication))) {
                publication.taken();
            }
        }
        publication.taken();
    }

    /// @return false if the peer's loop has ended
    private static boolean run(EventPeer peer, Runnable task) {
        try {
            peer.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
