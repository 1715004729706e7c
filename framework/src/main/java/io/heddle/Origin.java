package io.heddle;

import io.heddle.internal.time.TimerWheel;

/// Where connections come from, shared by all of a listener. Any thread.
final class Origin {

    private final ListenerConfig listener;
    private final ServerState server;
    private volatile Timeouts timeouts;

    Origin(ListenerConfig listener, ServerState server) {
        this.listener = listener;
        this.server = server;
        Timeouts own = listener.timeouts();
        this.timeouts = own == null ? server.config().timeouts() : own;
    }

    ListenerConfig listener() {
        return listener;
    }

    @SuppressWarnings("ReferenceEquality") // a server is not another one that looks the same
    boolean isOf(ServerState candidate) {
        return server == candidate;
    }

    /// What its connections begin with.
    Timeouts timeouts() {
        return timeouts;
    }

    /// Changes what connections begin with that are yet to come.
    void timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /// Counts the bytes of its server.
    Traffic traffic() {
        return server.traffic();
    }

    Observers observers() {
        return server.observers();
    }

    /// Times its connections.
    TimerWheel wheel() {
        return server.wheel();
    }

    DrainSignal drain() {
        return server.drain();
    }
}
