package io.heddle.loadtest.target;

import java.util.Map;

/// A started server.
public interface RunningTarget extends AutoCloseable {
    /// The value of a setting that is known only once a connection was accepted, before that.
    String UNKNOWN = "unknown";

    /// The port it listens on; without meaning on a Unix socket.
    int port();

    /// Its effective settings, read back where the server can tell.
    ///
    /// Every target tells `backlog` (of the accept queue), `nodelay` (`true` or `false`; [#UNKNOWN]
    /// before the first connection; not on a Unix socket, which has none) and `loops` (threads that
    /// wait for sockets; `0` if each connection's own thread does). A target that listens for
    /// datagrams has neither of the first two. What more there is, is up to the target.
    Map<String, String> settings();

    /// Has `SIGTERM` and `SIGINT` end the process when what is under way is finished, if the server
    /// offers that. By default they end it at once, as Java does. Called once, for a server that
    /// has its process for itself.
    default void finishOnSignal() {}

    /// Stops listening, closes all connections, and ends its threads. Idempotent.
    @Override
    void close();
}
