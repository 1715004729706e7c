package io.heddle;

import java.net.SocketAddress;
import java.util.List;

/// A listener as it was at one moment.
///
/// @param state what it does with peers that come
/// @param limits those in force
/// @param connections how many are open, whether listed or not
/// @param queued how many peers wait in the queue at the limit ([AtLimit.Queue])
/// @param listed its connections in the order of their ids, as many as were asked for
public record ListenerSnapshot(
        String name,
        SocketAddress address,
        State state,
        ListenerLimits limits,
        int connections,
        int queued,
        List<ConnectionSnapshot> listed) {

    /// What a listener does.
    public enum State {
        /// It accepts peers.
        ACCEPTING,
        /// It waits for a place: peers wait in the backlog.
        AT_LIMIT,
        /// It waits until its rate lets the next one in.
        AT_RATE,
        /// It cannot accept and tries again after a pause.
        FAILING,
        /// It was told not to accept for now ([SocketServer#suspend(String)]).
        SUSPENDED,
        /// It is closed.
        CLOSED
    }

    /// The list is copied.
    public ListenerSnapshot {
        listed = List.copyOf(listed);
    }
}
