package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;

/// What the connections that a connector makes share. No thread is theirs, so that to close one is
/// to release it.
final class ConnectorOrigin extends Origin {

    private final ConnectionRegistry connections;

    ConnectorOrigin(ConnectorConfig config, ConnectionRegistry connections, TimerWheel wheel) {
        super(
                config.name(),
                config.timeouts(),
                new Traffic(),
                new Observers(config.name(), List.of()),
                new DrainSignal(),
                wheel);
        this.connections = connections;
    }

    @Override
    boolean isOf(ServerState candidate) {
        return false;
    }

    @Override
    SocketAddress localAddress(SocketChannel channel) throws IOException {
        return Objects.requireNonNull(channel.getLocalAddress());
    }

    /// Our stream has ended, and what was written is on its way.
    @Override
    void closed(Connection connection) {
        connection.release();
    }

    @Override
    void released(Connection connection) {
        connection.stopTimers();
        connections.removeIfThere(connection);
    }
}
