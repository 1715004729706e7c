package io.heddle;

import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.time.TimerWheel;

/// What all listeners of a running server share.
record ServerState(
        ServerConfig config,
        ConnectionHandler handler,
        LimitsInForce limits,
        ConnectionRegistry connections,
        Traffic traffic,
        Observers observers,
        DrainSignal drain,
        PollerGroup pollers,
        TimerWheel wheel) {

    static ServerState of(
            ServerConfig config, ConnectionHandler handler, PollerGroup pollers, TimerWheel wheel) {
        return new ServerState(
                config,
                handler,
                new LimitsInForce(config.limits()),
                new ConnectionRegistry(),
                new Traffic(),
                new Observers(config.name(), config.observers()),
                new DrainSignal(),
                pollers,
                wheel);
    }

    /// What the connections of a listener share.
    Origin origin(ListenerConfig listener) {
        return new ListenerOrigin(listener, this);
    }
}
