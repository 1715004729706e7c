package io.heddle.loadtest.client;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// An event loop of the load: one platform thread, one selector, buffers shared by all its
/// connections.
///
/// The methods that return futures may be called by any thread and do not block; the rest belongs
/// to the loop's own thread. The first failure of a connection ends the loop, and all its futures
/// fail with it.
final class LoadLoop {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MOST_BYTES_PER_READ = 256 * 1024;

    private final Selector selector = Selector.open();
    private final LoopTasks tasks = new LoopTasks(selector::wakeup);

    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    // What follows belongs to the loop's thread.
    private final Message message;
    private final ByteBuffer replyBuffer;
    private final List<EchoConnection> connections = new ArrayList<>();
    private final Histogram latencies = Latencies.empty();
    private CompletableFuture<@Nullable Void> quiet = CompletableFuture.completedFuture(null);
    private int busyConnections;
    private long sampledAtNanos;
    private long sampledAtCpuNanos;
    private boolean closed;
    private @Nullable Throwable failure;

    LoadLoop(int payloadBytes) throws IOException {
        message = new Message(payloadBytes);
        // One byte more than a reply, so that a server that sends too much is seen.
        replyBuffer = ByteBuffer.allocateDirect(Math.min(payloadBytes + 1, MOST_BYTES_PER_READ));
    }

    static LoadLoop start(String name, int payloadBytes) throws IOException {
        var loop = new LoadLoop(payloadBytes);
        Thread.ofPlatform().name(name).daemon().start(loop::run);
        return loop;
    }

    /// Takes over connected channels; their ids count up from `firstId`.
    CompletableFuture<@Nullable Void> add(List<SocketChannel> channels, long firstId) {
        return tasks.submit(() -> {
            long id = firstId;
            for (var channel : channels) {
                channel.configureBlocking(false);
                var key = channel.register(selector, SelectionKey.OP_READ);
                var connection = new EchoConnection(this, channel, key, id++);
                key.attach(connection);
                connections.add(connection);
            }
            return null;
        });
    }

    /// Allows every connection this many more requests; completes when all are answered.
    @SuppressWarnings("FutureReturnValueIgnored") // the inner future is what thenCompose returns
    CompletableFuture<@Nullable Void> allowEach(long requests) {
        return tasks.submit(
                        () -> {
                            if (quiet.isDone()) {
                                quiet = new CompletableFuture<>();
                            }
                            for (var connection : connections) {
                                connection.allow(requests);
                            }
                            completeIfQuiet();
                            return quiet;
                        })
                .thenCompose(Function.identity());
    }

    CompletableFuture<LoopSample> sample() {
        return tasks.submit(this::takeSample);
    }

    /// Closes every connection and ends the loop; with `reset`, nothing stays in TIME_WAIT.
    ///
    /// The result completes when the loop has ended, and never fails.
    CompletableFuture<@Nullable Void> close(boolean reset) {
        var _ =
                tasks.submit(() -> {
                    closed = true;
                    for (var connection : connections) {
                        connection.close(reset);
                    }
                    return null;
                });
        return ended;
    }

    Message message() {
        return message;
    }

    ByteBuffer replyBuffer() {
        return replyBuffer;
    }

    void replied(long latencyNanos) {
        latencies.recordValue(latencyNanos);
    }

    void becameBusy() {
        busyConnections++;
    }

    void becameQuiet() {
        busyConnections--;
        completeIfQuiet();
    }

    private void completeIfQuiet() {
        if (busyConnections == 0) {
            quiet.complete(null);
        }
    }

    private LoopSample takeSample() {
        long nowNanos = System.nanoTime();
        long nowCpuNanos = THREADS.getCurrentThreadCpuTime();
        var perConnection = new LongSummaryStatistics();
        long starved = 0;
        for (var connection : connections) {
            long replies = connection.takeReplies();
            perConnection.accept(replies);
            starved += replies == 0 ? 1 : 0;
        }
        var sample =
                new LoopSample(
                        nowNanos - sampledAtNanos,
                        nowCpuNanos - sampledAtCpuNanos,
                        latencies.copy(),
                        perConnection,
                        starved);
        latencies.reset();
        sampledAtNanos = nowNanos;
        sampledAtCpuNanos = nowCpuNanos;
        return sample;
    }

    private void run() {
        Consumer<SelectionKey> onReady = this::onReady;
        sampledAtNanos = System.nanoTime();
        try {
            while (!closed && failure == null) {
                selector.select(onReady);
                tasks.runAll();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        end();
    }

    private void onReady(SelectionKey key) {
        try {
            ((EchoConnection) key.attachment()).onReady();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    private void end() {
        Throwable reason = failure == null ? new IOException("the load was closed") : failure;
        tasks.refuseFromNowOn(reason);
        quiet.completeExceptionally(reason);
        try (selector) {
            for (var connection : connections) {
                connection.close(false);
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        } finally {
            ended.complete(null);
        }
    }
}
