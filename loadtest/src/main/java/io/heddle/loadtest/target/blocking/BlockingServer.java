package io.heddle.loadtest.target.blocking;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The running server: one thread accepts, and each connection has its own.
final class BlockingServer implements RunningTarget {
    /// More connections than this are closed at once on platform threads.
    static final int MOST_PLATFORM_THREADS = 10_000;

    private static final long BACK_OFF_NANOS = 10_000_000;

    private final BlockingListener listener;
    private final @Nullable BenchService service; // null: raw echo
    private final boolean virtual;
    private final int bufferBytes;
    private final Map<SocketChannel, Thread> connections = new ConcurrentHashMap<>();
    private final Thread acceptor = Thread.ofPlatform().name("acceptor").unstarted(this::accept);
    private volatile String noDelay = UNKNOWN; // written by the acceptor, read by any

    private BlockingServer(
            BlockingListener listener,
            @Nullable BenchService service,
            boolean virtual,
            int bufferBytes) {
        this.listener = listener;
        this.service = service;
        this.virtual = virtual;
        this.bufferBytes = bufferBytes;
    }

    static BlockingServer start(ListenOptions options, boolean virtual, int bufferBytes)
            throws IOException {
        var service =
                options.protocol() == Protocol.BENCH
                        ? BenchService.calibrated(options.backend())
                        : null;
        var listener = BlockingListener.open(options);
        var server = new BlockingServer(listener, service, virtual, bufferBytes);
        server.acceptor.start();
        return server;
    }

    private void accept() {
        var threads =
                virtual
                        ? Thread.ofVirtual().factory()
                        : Thread.ofPlatform().name("connection-", 0).factory();
        while (listener.channel().isOpen()) {
            try {
                accepted(listener.channel().accept(), threads);
            } catch (IOException e) {
                // Closed, or out of descriptors for a while.
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
        }
    }

    private void accepted(SocketChannel connection, ThreadFactory threads) throws IOException {
        if (!listener.isUnix()) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            noDelay = String.valueOf(connection.getOption(StandardSocketOptions.TCP_NODELAY));
        }
        if (virtual || connections.size() < MOST_PLATFORM_THREADS) {
            var thread = threads.newThread(() -> serve(connection));
            connections.put(connection, thread);
            thread.start();
        } else {
            connection.close();
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            var buffer = ByteBuffer.allocateDirect(bufferBytes);
            if (service == null) {
                echo(connection, buffer);
            } else {
                service.serve(new ChannelFrames(connection, buffer));
            }
        } catch (IOException e) {
            // The peer reset the connection or spoke no frames: it is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static void echo(SocketChannel connection, ByteBuffer buffer) throws IOException {
        while (connection.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                connection.write(buffer);
            }
            buffer.clear();
        }
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("backlog", String.valueOf(ListenOptions.BACKLOG));
        settings.put("loops", "0");
        settings.put("buffer", String.valueOf(bufferBytes));
        if (!listener.isUnix()) {
            settings.put("nodelay", noDelay);
        }
        return settings;
    }

    @Override
    public void close() {
        try {
            listener.channel().close();
            acceptor.join(); // it starts connections
            listener.removeFile();
        } catch (IOException e) {
            // It is gone either way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // An interrupt closes the connection that its thread waits for, and ends a delay.
        connections.values().forEach(Thread::interrupt);
    }
}
