package io.heddle.loadtest.target.reactor;

import io.heddle.loadtest.wire.BenchService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One selector thread of the hand-written reactor, with its timers and its buffers.
///
/// Only [#execute] and [#end] may be called by other threads.
final class ReactorLoop {
    /// What happens to one channel of the loop.
    interface Channel {
        /// The channel is ready for what it is registered for.
        void ready(SelectionKey key) throws IOException;

        /// The channel broke or the loop ends.
        void close();
    }

    private final Selector selector = Selector.open();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Timers timers = new Timers();
    private final ByteBuffer input;
    private final ByteBuffer output;
    private volatile boolean ending; // written by any, read by the loop

    ReactorLoop(int bufferBytes) throws IOException {
        input = ByteBuffer.allocateDirect(bufferBytes);
        output = ByteBuffer.allocateDirect(bufferBytes);
    }

    /// Empty, for one read.
    ByteBuffer input() {
        return input.clear();
    }

    /// What is written for the connection that is served now; empty in between.
    ByteBuffer output() {
        return output;
    }

    /// Takes a connection over; called on the loop.
    void add(SocketChannel connection, @Nullable BenchService service) {
        try {
            var key = register(connection, SelectionKey.OP_READ);
            key.attach(
                    service == null
                            ? new EchoConnection(this, key)
                            : new BenchConnection(this, key, service));
        } catch (IOException e) {
            // It was closed meanwhile.
        }
    }

    SelectionKey register(SelectableChannel channel, int operations) throws ClosedChannelException {
        return channel.register(selector, operations);
    }

    /// Runs a task on the loop, soon.
    ///
    /// @throws RejectedExecutionException if the loop has ended
    void execute(Runnable task) {
        if (ending) {
            throw new RejectedExecutionException("the loop has ended");
        }
        tasks.add(task);
        selector.wakeup();
    }

    /// Runs a task on the loop, later; called on the loop.
    void schedule(long millis, Runnable task) {
        timers.add(millis, task);
    }

    void end() {
        ending = true;
        selector.wakeup();
    }

    void run() {
        try (selector) {
            while (!ending) {
                selector.select(ReactorLoop::serve, timers.millisToNext());
                timers.runDue();
                runTasks();
            }
            runTasks(); // an accepted connection may be among them
            for (var key : selector.keys()) {
                close(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(SelectionKey key) {
        try {
            // One connection may have closed another in the same round.
            if (key.isValid()) {
                ((Channel) key.attachment()).ready(key);
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        if (key.attachment() instanceof Channel channel) {
            channel.close();
        }
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
