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

    /// Whether new peers were welcome, see [SocketServer#isReady()].
    public boolean isReady() {
        return state == State.RUNNING
                && listeners.stream()
                        .noneMatch(
                                listener -> listener.state() == ListenerSnapshot.State.SUSPENDED);
    }

    /// The dump for people: a tree of the server, its listeners, their connections and the tasks of
    /// those, a line for each. It is meant to be read and may look different in the next version.
    /// docs/observability.md tells how to read it.
    ///
    /// @return lines, each ended by `\n`; control characters of names are escaped
    public String toText() {
        return TextDump.of(this);
    }

    /// The dump for programs: the same as a JSON object. Names are in `snake_case`, durations are
    /// whole milliseconds (`age_ms`), words are in lower case, and what is unlimited or not there
    /// is `null`. Later versions may add members.
    public String toJson() {
        return JsonDump.of(this);
    }
}
