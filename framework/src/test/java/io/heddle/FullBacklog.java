package io.heddle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// A server whose backlog is full, so that the system answers nobody who comes.
public final class FullBacklog implements AutoCloseable {

    private static final int MORE_THAN_ENOUGH = 8;

    private final ServerSocket server;
    private final List<SocketChannel> waiting = new ArrayList<>();

    FullBacklog() throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public FullBacklog(InetSocketAddress address) throws IOException {
        server = new ServerSocket(address.getPort(), 1, address.getAddress());
        for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            waiting.add(channel);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        server.close();
    }
}
