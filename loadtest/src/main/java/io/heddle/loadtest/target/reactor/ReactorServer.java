package io.heddle.loadtest.target.reactor;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The running server: one thread accepts and gives each connection to the next loop.
final class ReactorServer implements RunningTarget {
    private static final long BACK_OFF_NANOS = 10_000_000;

    private final ServerSocketChannel listener;
    private final @Nullable BenchService service; // null: raw echo
    private final List<ReactorLoop> loops;
    private final int bufferBytes;
    private final Thread acceptor = Thread.ofPlatform().name("acceptor").unstarted(this::accept);
    private volatile String noDelay = UNKNOWN; // written by the acceptor, read by any

    private ReactorServer(
            ServerSocketChannel listener,
            @Nullable BenchService service,
            List<ReactorLoop> loops,
            int bufferBytes) {
        this.listener = listener;
        this.service = service;
        this.loops = List.copyOf(loops);
        this.bufferBytes = bufferBytes;
    }

    static ReactorServer start(ListenOptions options, int loopCount) throws IOException {
        var service =
                options.protocol() == Protocol.BENCH
                        ? BenchService.calibrated(options.backend())
                        : null;
        var listener = ServerSocketChannel.open();
        try {
            listener.bind(options.address(), ListenOptions.BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var loops = new ArrayList<ReactorLoop>();
        for (int i = 0; i < loopCount; i++) {
            var loop = new ReactorLoop(options.bufferBytes());
            loops.add(loop);
            Thread.ofPlatform().name("reactor-" + i).start(loop::run);
        }
        var server = new ReactorServer(listener, service, loops, options.bufferBytes());
        server.acceptor.start();
        return server;
    }

    private void accept() {
        int next = 0;
        while (listener.isOpen()) {
            try {
                accepted(listener.accept(), loops.get(next));
                next = (next + 1) % loops.size();
            } catch (IOException e) {
                // Closed, or out of descriptors for a while.
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
        }
    }

    private void accepted(SocketChannel connection, ReactorLoop loop) throws IOException {
        connection.configureBlocking(false);
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        noDelay = String.valueOf(connection.getOption(StandardSocketOptions.TCP_NODELAY));
        loop.execute(() -> loop.add(connection, service));
    }

    @Override
    public int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "backlog", String.valueOf(ListenOptions.BACKLOG),
                "nodelay", noDelay,
                "loops", String.valueOf(loops.size()),
                "buffer", String.valueOf(bufferBytes));
    }

    @Override
    public void close() {
        try {
            listener.close();
            acceptor.join(); // it gives connections to the loops
        } catch (IOException e) {
            // It is gone either way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.forEach(ReactorLoop::end);
    }
}
