package io.heddle.loadtest.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;

/// Plain blocking channels, a virtual thread and a direct buffer for each connection, and nothing
/// else.
final class RawVirtualThreadTarget implements Target {
    @Override
    public String name() {
        return "raw-vt";
    }

    @Override
    public String summary() {
        return "blocking channels on virtual threads, no framework";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("buffer");
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(options.address(), ListenOptions.BACKLOG);
        var server = new Server(listener, options.bufferBytes());
        Thread.ofPlatform().name("acceptor").start(server::accept);
        return server;
    }

    private static final class Server implements RunningTarget {
        private final ServerSocketChannel listener;
        private final int bufferBytes;
        private volatile boolean noDelay; // written by the acceptor, read by any

        Server(ServerSocketChannel listener, int bufferBytes) {
            this.listener = listener;
            this.bufferBytes = bufferBytes;
        }

        void accept() {
            try {
                while (true) {
                    var connection = listener.accept();
                    connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    noDelay = connection.getOption(StandardSocketOptions.TCP_NODELAY);
                    Thread.startVirtualThread(() -> echo(connection));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void echo(SocketChannel connection) {
            try (connection) {
                var buffer = ByteBuffer.allocateDirect(bufferBytes);
                while (connection.read(buffer) >= 0) {
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        connection.write(buffer);
                    }
                    buffer.clear();
                }
            } catch (IOException e) {
                // The peer reset the connection: nobody is left to tell.
            }
        }

        @Override
        public int port() {
            return listener.socket().getLocalPort();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "nodelay", String.valueOf(noDelay), "buffer", String.valueOf(bufferBytes));
        }
    }
}
