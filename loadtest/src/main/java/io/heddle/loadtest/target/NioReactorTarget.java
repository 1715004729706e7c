package io.heddle.loadtest.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A hand-written reactor: a fixed number of selector loops, each with one buffer for all its
/// connections.
///
/// It does nothing but echo, so it is the bound for servers on the JDK's channels.
final class NioReactorTarget implements Target {
    @Override
    public String name() {
        return "nio-reactor";
    }

    @Override
    public String summary() {
        return "hand-written selector loops, one per core: the bound for the JDK's channels";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("loops", "buffer");
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(options.address(), ListenOptions.BACKLOG);
        var loops = new ArrayList<ReactorLoop>();
        for (int i = 0; i < options.loops(); i++) {
            var loop = new ReactorLoop(options.bufferBytes());
            loops.add(loop);
            Thread.ofPlatform().name("reactor-" + i).start(loop::run);
        }
        var server = new Server(listener, loops, options.bufferBytes());
        Thread.ofPlatform().name("acceptor").start(server::accept);
        return server;
    }

    private static final class Server implements RunningTarget {
        private final ServerSocketChannel listener;
        private final List<ReactorLoop> loops;
        private final int bufferBytes;
        private volatile boolean noDelay; // written by the acceptor, read by any

        Server(ServerSocketChannel listener, List<ReactorLoop> loops, int bufferBytes) {
            this.listener = listener;
            this.loops = List.copyOf(loops);
            this.bufferBytes = bufferBytes;
        }

        void accept() {
            try {
                for (int next = 0; true; next = (next + 1) % loops.size()) {
                    var connection = listener.accept();
                    connection.configureBlocking(false);
                    connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    noDelay = connection.getOption(StandardSocketOptions.TCP_NODELAY);
                    loops.get(next).add(connection);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int port() {
            return listener.socket().getLocalPort();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "nodelay", String.valueOf(noDelay),
                    "buffer", String.valueOf(bufferBytes),
                    "loops", String.valueOf(loops.size()));
        }
    }
}
