package io.heddle.loadtest.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A closed-loop echo load on one server: each connection has one request under way and checks
/// every byte of its reply.
///
/// Not thread-safe: one thread connects, starts, samples and closes. Each method throws
/// [WrongReplyException] when a reply was wrong, and another [IOException] when a connection failed
/// or the server stopped answering, also when that happened earlier.
public final class EchoLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final InetSocketAddress server;
    private final List<LoadLoop> loops = new ArrayList<>();
    private long nextId;

    /// Starts the event loops, without any connection yet.
    public EchoLoad(InetSocketAddress server, int loops, int payloadBytes) throws IOException {
        this.server = server;
        for (int i = 0; i < loops; i++) {
            this.loops.add(LoadLoop.start("load-loop-" + i, payloadBytes));
        }
    }

    /// Opens this many more connections, blocking until all are accepted by the system.
    public void connect(int connections) throws IOException, InterruptedException {
        var results = new ArrayList<CompletableFuture<@Nullable Void>>();
        for (int i = 0; i < loops.size(); i++) {
            int share = connections / loops.size() + (i < connections % loops.size() ? 1 : 0);
            results.add(loops.get(i).add(connectAll(share), nextId));
            nextId += share;
        }
        awaitAll(results);
    }

    /// Lets every connection send for ever, one request after the other.
    public void start() {
        // These futures complete only when the load pauses; failures surface in sample() and
        // pause().
        for (var loop : loops) {
            var _ = loop.allowEach(Long.MAX_VALUE);
        }
    }

    /// Stops sending and waits for the replies under way.
    public void pause() throws IOException, InterruptedException {
        echoEach(0);
    }

    /// Sends this many requests on every connection and waits for all replies.
    public void echoEach(long requests) throws IOException, InterruptedException {
        awaitAll(loops.stream().map(loop -> loop.allowEach(requests)).toList());
    }

    /// What happened since the previous sample, or since the start.
    public LoadSample sample() throws IOException, InterruptedException {
        return LoadSample.merge(awaitAll(loops.stream().map(LoadLoop::sample).toList()));
    }

    /// Closes all connections with a FIN and waits until the loops have ended.
    @Override
    public void close() {
        end(false);
    }

    /// The same with an RST, so that the ports are free at once.
    public void abort() {
        end(true);
    }

    private void end(boolean reset) {
        var ended = loops.stream().map(loop -> loop.close(reset)).toList();
        ended.forEach(CompletableFuture::join);
    }

    private List<SocketChannel> connectAll(int connections) throws IOException {
        var channels = new ArrayList<SocketChannel>(connections);
        try {
            for (int i = 0; i < connections; i++) {
                channels.add(connectOne());
            }
            return channels;
        } catch (IOException e) {
            for (var channel : channels) {
                channel.close();
            }
            throw e;
        }
    }

    private SocketChannel connectOne() throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(server, CONNECT_TIMEOUT_MILLIS);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static <T extends @Nullable Object> List<T> awaitAll(List<CompletableFuture<T>> results)
            throws IOException, InterruptedException {
        var values = new ArrayList<T>();
        for (var result : results) {
            values.add(await(result));
        }
        return values;
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> result)
            throws IOException, InterruptedException {
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the server left requests unanswered for %d s".formatted(PATIENCE.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the load engine failed", e.getCause());
        }
    }
}
