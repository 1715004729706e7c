package io.heddle;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An observer that can do no harm: what it throws goes no further, and when it blocks it is left
/// out until it no longer does.
///
/// Threads that must not be held up (those that accept, and the one that times everything) do not
/// call it: what they have to say is queued, and a thread of its own says it.
final class GuardedObserver {

    /// What is told; an observer may block in one kind of calls while others come and go.
    enum Kind {
        LIFE,
        ACCEPTED,
        HANDSHAKEN,
        HANDLED,
        FAILED,
        CLOSED,
        /// What is told on its own thread.
        ASIDE
    }

    private static final int MOST_QUEUED = 1024;
    private static final long ROOM_MILLIS = 20;
    private static final long PATIENCE_MILLIS = 1000;

    private final ServerObserver observer;
    private final String threadName;
    private final BiConsumer<GuardedObserver, @Nullable Throwable> failed;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
    private final AtomicBoolean hasThrown = new AtomicBoolean();
    private final AtomicBoolean hasBlocked = new AtomicBoolean();
    private final Map<Kind, Calls> calls = new EnumMap<>(Kind.class); // filled once, never changed
    private volatile boolean blocked;
    private @Nullable Thread thread; // says what is queued; guarded by this
    private boolean closed; // guarded by this

    /// @param failed told once when it throws, and once when it blocks (then with null)
    GuardedObserver(
            ServerObserver observer,
            String threadName,
            BiConsumer<GuardedObserver, @Nullable Throwable> failed) {
        this.observer = observer;
        this.threadName = threadName;
        this.failed = failed;
        for (Kind kind : Kind.values()) {
            calls.put(kind, new Calls());
        }
    }

    ServerObserver observer() {
        return observer;
    }

    synchronized boolean runsOn(Thread candidate) {
        return thread == candidate;
    }

    /// Tells it on the calling thread.
    void tell(Kind kind, Consumer<ServerObserver> event) {
        if (blocked) {
            return;
        }
        Calls same = calls(kind);
        same.entered.increment();
        try {
            event.accept(observer);
        } catch (Throwable failure) { // by contract: an observer cannot disturb the server
            if (hasThrown.compareAndSet(false, true)) {
                failed.accept(this, failure);
            }
        } finally {
            same.left.increment();
        }
    }

    /// Has it told by its thread. Waits a moment for room in the queue; if there is none, or no
    /// memory for the thread, the event is lost. Never throws: who accepts has a place to account
    /// for.
    void tellAside(Consumer<ServerObserver> event) {
        if (blocked) {
            return;
        }
        try {
            enqueue(() -> tell(Kind.ASIDE, event), ROOM_MILLIS);
        } catch (Throwable noThread) { // out of memory
        }
    }

    /// Tells it by its thread, after all that is queued, and waits for that a second at most. Tells
    /// it on the calling thread if there is no memory for another.
    void tellLast(Consumer<ServerObserver> event) {
        if (!blocked) {
            try {
                awaitTold(() -> tell(Kind.ASIDE, event));
            } catch (Throwable noThread) {
                tell(Kind.ASIDE, event);
            }
        }
    }

    /// Waits until it has been told what is queued, for a second at most.
    void flush() {
        if (hasThread()) {
            awaitTold(() -> {});
        }
    }

    private void awaitTold(Runnable last) {
        var told = new CountDownLatch(1);
        Runnable event =
                () -> {
                    last.run();
                    told.countDown();
                };
        if (enqueue(event, PATIENCE_MILLIS)) {
            try {
                told.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean enqueue(Runnable event, long millis) {
        try {
            return isServed() && queue.offer(event, millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return queue.offer(event);
        }
    }

    private synchronized boolean hasThread() {
        return thread != null && !closed;
    }

    private synchronized boolean isServed() {
        if (thread == null && !closed) {
            Thread begun = Thread.ofPlatform().name(threadName).daemon(true).unstarted(this::serve);
            begun.start(); // may fail for want of memory
            thread = begun;
        }
        return !closed;
    }

    private void serve() {
        while (true) {
            try {
                queue.take().run();
            } catch (InterruptedException e) {
                if (isClosed()) {
                    return;
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private Calls calls(Kind kind) {
        return Objects.requireNonNull(calls.get(kind));
    }

    /// Looks whether it blocks: a call of some kind is going on, as at the last look, and none of
    /// that kind has ended since. To be called every second or so, by one thread.
    void look() {
        boolean stuck = false;
        for (Calls same : calls.values()) {
            stuck |= same.isStuck();
        }
        blocked = stuck;
        if (stuck && hasBlocked.compareAndSet(false, true)) {
            failed.accept(this, null);
        }
    }

    /// Ends its thread, once what is queued has been told or a second is over. Later events are
    /// told on the threads on which they happen, or not at all.
    void close() {
        flush();
        Thread ended;
        synchronized (this) {
            closed = true;
            ended = thread;
        }
        if (ended != null) {
            ended.interrupt();
        }
    }

    /// Calls of one kind.
    private static final class Calls {

        private final LongAdder entered = new LongAdder();
        private final LongAdder left = new LongAdder();
        private boolean stuck; // this and the next: as of the last look, confined to who looks
        private boolean busyBefore;
        private long leftBefore;

        boolean isStuck() {
            long over = left.sum();
            boolean busy = entered.sum() != over;
            stuck = busy && (stuck || (busyBefore && over == leftBefore));
            busyBefore = busy;
            leftBefore = over;
            return stuck;
        }
    }
}
