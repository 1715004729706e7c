package io.heddle.udp;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An observer that can do no harm to the loops: what it throws goes no further, and what they have
/// to say is queued and said by a thread of its own.
final class GuardedDatagramObserver {

    private static final int MOST_QUEUED = 1024;
    private static final long PATIENCE_SECONDS = 1;

    private final DatagramObserver observer;
    private final BiConsumer<GuardedDatagramObserver, @Nullable Throwable> failed;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final AtomicBoolean hasThrown = new AtomicBoolean();
    private final AtomicBoolean hasLost = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;

    /// @param failed told once when it throws, and once when it loses events (then with null)
    GuardedDatagramObserver(
            DatagramObserver observer,
            String threadName,
            BiConsumer<GuardedDatagramObserver, @Nullable Throwable> failed) {
        this.observer = observer;
        this.failed = failed;
        this.thread =
                Thread.ofVirtual()
                        .name(threadName)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(this::serve);
    }

    DatagramObserver observer() {
        return observer;
    }

    void start() {
        thread.start();
    }

    boolean runsOn(Thread candidate) {
        return thread == candidate;
    }

    /// Tells it on the calling thread.
    void tell(Consumer<DatagramObserver> event) {
        try {
            event.accept(observer);
        } catch (Throwable failure) { // by contract: an observer cannot disturb the server
            if (hasThrown.compareAndSet(false, true)) {
                failed.accept(this, failure);
            }
        }
    }

    /// Has it told by its thread; does not block. If too much is queued the event is lost.
    void tellAside(Consumer<DatagramObserver> event) {
        if (!queue.offer(() -> tell(event)) && hasLost.compareAndSet(false, true)) {
            failed.accept(this, null);
        }
    }

    /// Waits until it has been told what is queued, for a second at most.
    void flush() {
        var told = new CountDownLatch(1);
        boolean interrupted = Thread.interrupted();
        try {
            if (queue.offer(told::countDown, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                told.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends its thread, once what is queued has been told or a second is over.
    void close() {
        flush();
        closed = true;
        thread.interrupt();
    }

    private void serve() {
        while (!closed) {
            try {
                queue.take().run();
            } catch (InterruptedException e) {
                // the end, or the observer's own doing
            }
        }
    }
}
