package io.heddle.loadtest.target;

import java.util.Map;

/// A started server.
public interface RunningTarget {
    /// The port it listens on.
    int port();

    /// Its effective settings, read back where the server can tell: `backlog`, `nodelay`, `loops`,
    /// …
    ///
    /// Some are known only once a connection was accepted.
    Map<String, String> settings();
}
