package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/// Where connections come from, and what they share: that of all that one listener accepts, or one
/// connector makes. Any thread.
abstract sealed class Origin permits ListenerOrigin, ConnectorOrigin {

    private final String name;
    private final Traffic traffic;
    private final Observers observers;
    private final DrainSignal drain;
    private final TimerWheel wheel;
    private volatile Timeouts timeouts;

    Origin(
            String name,
            Timeouts timeouts,
            Traffic traffic,
            Observers observers,
            DrainSignal drain,
            TimerWheel wheel) {
        this.name = name;
        this.timeouts = timeouts;
        this.traffic = traffic;
        this.observers = observers;
        this.drain = drain;
        this.wheel = wheel;
    }

    final String name() {
        return name;
    }

    /// What its connections begin with.
    final Timeouts timeouts() {
        return timeouts;
    }

    /// Changes what connections begin with that are yet to come.
    final void timeouts(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /// Counts the bytes of all its kind.
    final Traffic traffic() {
        return traffic;
    }

    final Observers observers() {
        return observers;
    }

    /// Times its connections.
    final TimerWheel wheel() {
        return wheel;
    }

    final DrainSignal drain() {
        return drain;
    }

    /// Whether its connections are those of a server.
    abstract boolean isOf(ServerState candidate);

    /// The address of this side of a connection.
    abstract SocketAddress localAddress(SocketChannel channel) throws IOException;

    /// A connection has been closed by this side: its stream is ended. Any thread, perhaps twice.
    abstract void closed(Connection connection);

    /// The socket of a connection has been closed. Any thread, perhaps twice.
    abstract void released(Connection connection);
}
