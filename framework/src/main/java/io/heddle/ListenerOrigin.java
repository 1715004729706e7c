package io.heddle;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/// What the connections that a listener accepts share. Their ends are seen to by their handlers'
/// threads.
final class ListenerOrigin extends Origin {

    private final ListenerConfig listener;
    private final ServerState server;

    ListenerOrigin(ListenerConfig listener, ServerState server) {
        super(
                listener.name(),
                Objects.requireNonNullElse(listener.timeouts(), server.config().timeouts()),
                server.traffic(),
                server.observers(),
                server.drain(),
                server.wheel());
        this.listener = listener;
        this.server = server;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a server is not another one that looks the same
    boolean isOf(ServerState candidate) {
        return server == candidate;
    }

    /// A socket file was bound elsewhere before it came to its place.
    @Override
    SocketAddress localAddress(SocketChannel channel) throws IOException {
        return listener.isUnix()
                ? listener.address()
                : Objects.requireNonNull(channel.getLocalAddress());
    }

    @Override
    void closed(Connection connection) {}

    @Override
    void released(Connection connection) {}
}
