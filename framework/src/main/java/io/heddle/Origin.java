package io.heddle;

import io.heddle.internal.time.TimerWheel;

/// Where connections come from, shared by all of a listener. Any thread.
final class Origin {

    private final String listenerName;
    private final ServerState server;
    private volatile Timeouts timeouts;

    Origin(String listenerName, ServerState server, Timeouts timeouts) {
        this.listenerName = listenerName;
        this.server = server;
        this.timeouts = timeouts;
    }

    String listenerName() {
        return listenerName;
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
