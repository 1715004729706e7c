package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Echoes on a Unix socket.
final class UnixEchoServer implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocketChannel listener;
    private final UnixDomainSocketAddress address;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> accepting;

    /// @param folder for the socket
    UnixEchoServer(Path folder) throws IOException {
        address = UnixDomainSocketAddress.of(folder.resolve("echo"));
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(address, BACKLOG);
        accepting =
                CompletableFuture.runAsync(this::accept, task -> Thread.ofVirtual().start(task));
    }

    UnixDomainSocketAddress address() {
        return address;
    }

    private void accept() {
        try {
            while (true) {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> echo(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void echo(SocketChannel connection) {
        try (connection) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (connection.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    connection.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // The client closed first.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        accepting.join();
        for (var connection : connections) {
            connection.close();
        }
    }
}
