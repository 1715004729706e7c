package io.heddle;

import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.time.TimerWheel;

/// What all listeners of a running server share.
record ServerState(
        ServerConfig config,
        ConnectionHandler handler,
        Permits permits,
        ConnectionRegistry connections,
        Traffic traffic,
        Observers observers,
        PollerGroup pollers,
        TimerWheel wheel) {

    static ServerState of(
            ServerConfig config, ConnectionHandler handler, PollerGroup pollers, TimerWheel wheel) {
        return new ServerState(
                config,
                handler,
                new Permits(config.limits().maxConnections()),
                new ConnectionRegistry(),
                new Traffic(),
                new Observers(config.observers()),
                pollers,
                wheel);
    }

    /// What the connections of a listener share.
    Origin origin(Listener listener) {
        return new Origin(
                listener.name(), listener.timeouts(config.timeouts()), traffic, observers, wheel);
    }
}
