package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.LoadSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// All subscribers, on one platform thread with one selector.
final class SubscriberLoop {
    private static final int LEAST_INPUT_BYTES = 128 * 1024;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Deliveries deliveries;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final ByteBuffer input;
    private final Thread thread =
            Thread.ofPlatform().name("fanout-subscribers").daemon().unstarted(this::run);
    private long sampledCpuNanos; // belongs to the thread that samples

    private SubscriberLoop(Deliveries deliveries, PublicationFrame frame) throws IOException {
        this.deliveries = deliveries;
        input = ByteBuffer.allocateDirect(Math.max(LEAST_INPUT_BYTES, 2 * frame.bytes()));
    }

    /// Connects all subscribers, blocking until all are subscribed, and begins to read.
    static SubscriberLoop open(LoadSpec spec, PublicationFrame frame, Deliveries deliveries)
            throws IOException {
        var loop = new SubscriberLoop(deliveries, frame);
        try {
            for (int i = 0; i < spec.connections(); i++) {
                var subscriber = Subscriber.open(i, spec, frame);
                loop.subscribers.add(subscriber);
                subscriber.channel().register(loop.selector, SelectionKey.OP_READ, subscriber);
            }
            loop.thread.start();
            return loop;
        } catch (IOException | RuntimeException e) {
            loop.closeAll(true);
            throw e;
        }
    }

    /// The processor time that the loop has used since the last call: it never spins, so that is
    /// its work.
    long takeBusyNanos() {
        long cpu = Math.max(sampledCpuNanos, THREADS.getThreadCpuTime(thread.threadId()));
        long spent = cpu - sampledCpuNanos;
        sampledCpuNanos = cpu;
        return spent;
    }

    private void run() {
        try {
            while (!deliveries.isOver()) {
                selector.select(this::read);
            }
        } catch (ReadFailedException e) {
            deliveries.fail(e.failure());
        } catch (IOException e) {
            deliveries.fail(e);
        } catch (RuntimeException e) {
            deliveries.fail(new IOException("the subscribers' loop failed", e));
        }
    }

    private void read(SelectionKey key) {
        try {
            ((Subscriber) key.attachment()).read(input, deliveries);
        } catch (IOException e) {
            throw new ReadFailedException(e);
        }
    }

    /// Closes all connections and waits for the thread; the deliveries have ended.
    void end(boolean reset) {
        selector.wakeup();
        Threads.join(thread);
        closeAll(reset);
    }

    private void closeAll(boolean reset) {
        for (var subscriber : subscribers) {
            Threads.close(subscriber.channel(), reset);
        }
        try {
            selector.close();
        } catch (IOException e) {
            // Nothing is lost with it.
        }
    }

    /// Carries a failure out of the selector's callback.
    private static final class ReadFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        ReadFailedException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
