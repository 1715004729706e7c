package io.heddle;

import io.heddle.internal.poll.PollerGroup;

/// What all listeners of a running server share.
record ServerState(
        ServerConfig config,
        ConnectionHandler handler,
        Permits permits,
        ConnectionRegistry connections,
        Traffic traffic,
        Observers observers,
        PollerGroup pollers) {

    static ServerState of(ServerConfig config, ConnectionHandler handler, PollerGroup pollers) {
        return new ServerState(
                config,
                handler,
                new Permits(config.limits().maxConnections()),
                new ConnectionRegistry(),
                new Traffic(),
                new Observers(config.observers()),
                pollers);
    }
}
