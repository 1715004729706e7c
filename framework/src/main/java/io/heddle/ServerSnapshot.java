package io.heddle;

import java.time.Duration;
import java.util.List;

/// A server as it was at one moment, with its listeners and their connections.
///
/// @param age since it was started
/// @param limits those in force
/// @param connections how many are open
/// @param bytesIn bytes read from all sockets so far
/// @param bytesOut bytes written to all sockets so far
public record ServerSnapshot(
        String name,
        State state,
        Duration age,
        Limits limits,
        int connections,
        long bytesIn,
        long bytesOut,
        List<ListenerSnapshot> listeners) {

    /// Where a server is in its life.
    public enum State {
        /// It serves.
        RUNNING,
        /// It serves and says that it is not ready: the delay of a shutdown.
        UNREADY,
        /// Its listeners are closed and it waits for its connections to end.
        DRAINING,
        /// It closes what is left.
        CLOSING,
        /// All is over.
        STOPPED
    }

    /// The list is copied.
    public ServerSnapshot {
        listeners = List.copyOf(listeners);
    }
}
