package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How many threads may do a certain kind of work at once, such as asking one backend.
///
/// ```java
/// var backend = new WorkLimit("backend", WorkLimitConfig.fixed(50).withQueue(500));
/// ConnectionHandler handler = connection -> serve(connection, backend.run(() -> ask(connection)));
/// ```
///
/// Any number of handlers and servers may share one, and any thread may use it. Work needs a
/// permit; when none is free it waits in a queue of bounded length, for a bounded time, and is
/// begun in the order in which it came. However the work ends, the permit is given back.
///
/// A thread that calls [#run(ScopedValue.CallableOp)] within work of the same limit needs a second
/// permit. Threads that all wait for their second one get an [OverloadedException] in the end,
/// which gives the first ones back; better take one permit for the whole.
public final class WorkLimit {

    private final String name;
    private final String waiting; // for messages: what was going on
    private final Supplier<TimerWheel> wheels;
    private final WorkQueue queue;
    private final AtomicLong admitted = new AtomicLong();
    private volatile WorkLimitConfig config; // written under this

    /// A limit of which nothing is used yet.
    ///
    /// @param name what messages and meters call it; not blank
    /// @throws IllegalArgumentException if the name is blank
    public WorkLimit(String name, WorkLimitConfig config) {
        this(name, config, Deadline::wheelHere);
    }

    /// @param wheels the wheel by which the calling thread goes
    WorkLimit(String name, WorkLimitConfig config, Supplier<TimerWheel> wheels) {
        new Problems().check(!name.isBlank(), "work limit name must not be blank").throwIfAny();
        this.name = name;
        this.waiting = "a wait for work limit " + name;
        this.config = config;
        this.wheels = wheels;
        this.queue = new WorkQueue(config);
    }

    /// Does work on the calling thread, as soon as there is a permit.
    ///
    /// The wait for it ends by the limit's patience, a [Deadline], a limit of the connection or an
    /// interrupt; the end of the connection does not end it. With a permit at hand there is no
    /// wait, and an interrupt is left to the work.
    ///
    /// @param <T> what the work returns
    /// @param <X> what the work throws
    /// @return what the work returns
    /// @throws X whatever the work throws
    /// @throws OverloadedException if there was no permit and no place in the queue, or no permit
    ///   within [WorkLimitConfig#patience()]; the work was not begun
    /// @throws WaitEndedException if a deadline or a limit of the connection was over before there
    ///   was a permit, or the thread was interrupted in the wait for it
    ///   ([ConnectionInterruptedException], interrupt status still set); the work was not begun
    public <T extends @Nullable Object, X extends Throwable> T run(
            ScopedValue.CallableOp<? extends T, X> work)
            throws X, OverloadedException, WaitEndedException {
        TimerWheel wheel = wheels.get();
        var outcome = AdaptiveLimit.Outcome.FAILED;
        long begin = 0;
        enter(wheel);
        try {
            begin = wheel.nanoTime();
            admitted.incrementAndGet();
            T result = work.call();
            outcome = AdaptiveLimit.Outcome.RETURNED;
            return result;
        } catch (Throwable failure) {
            outcome = outcomeOf(failure);
            throw failure;
        } finally {
            long now = wheel.nanoTime();
            queue.leave(outcome, now - begin, now);
        }
    }

    /// Does work that returns nothing on the calling thread, as soon as there is a permit.
    ///
    /// @param <X> what the work throws
    /// @throws X whatever the work throws
    /// @throws OverloadedException if there was no permit and no place in the queue, or no permit
    ///   within [WorkLimitConfig#patience()]; the work was not begun
    /// @throws WaitEndedException if a deadline or a limit of the connection was over before there
    ///   was a permit, or the thread was interrupted in the wait for it
    ///   ([ConnectionInterruptedException], interrupt status still set); the work was not begun
    public <X extends Throwable> void run(Deadline.Action<X> work)
            throws X, OverloadedException, WaitEndedException {
        this.<@Nullable Void, X>run(() -> {
            work.run();
            return null;
        });
    }

    /// What it was given last.
    public WorkLimitConfig config() {
        return config;
    }

    /// Changes it while it is used. Nothing that is at work or waits is ended: of fewer permits
    /// more may be used for a while, a shorter queue refuses those who come, and who waits keeps
    /// its patience. With more permits, those who wait go on at once.
    ///
    /// An adaptive number of permits stays as it is, as far as it is within the new bounds.
    public synchronized void config(WorkLimitConfig config) {
        queue.config(config);
        this.config = config;
    }

    /// What messages and meters call it.
    public String name() {
        return name;
    }

    /// How many may be at work now; between [WorkLimitConfig#least()] and [WorkLimitConfig#most()].
    public int permits() {
        return queue.permits();
    }

    /// How many are at work.
    public int used() {
        return queue.used();
    }

    /// How many wait for a permit.
    public int queued() {
        return queue.queued();
    }

    /// How many pieces of work were begun so far.
    public long admitted() {
        return admitted.get();
    }

    /// How many were refused so far with an [OverloadedException]. Waits that ended otherwise are
    /// not among them.
    public long refused() {
        return queue.refused();
    }

    private void enter(TimerWheel wheel) throws OverloadedException, WaitEndedException {
        Deadline deadline = Deadline.nearest();
        if (deadline != null) {
            deadline.check(waiting);
        }
        if (queue.take()) {
            return;
        }
        Duration patience = config.patience();
        var turn = new WorkQueue.Turn();
        WorkQueue.Refusal refusal = queue.join(turn);
        if (refusal != null) {
            throw full(refusal);
        }
        await(turn, patience, wheel);
    }

    /// Returns with a permit, or throws without one, whatever it throws.
    private void await(WorkQueue.Turn turn, Duration patience, TimerWheel wheel)
            throws OverloadedException, WaitEndedException {
        boolean admitted = false;
        try {
            long end = wheel.nanoTime() + patience.toNanos();
            while (!turn.hasCome()) {
                long left = end - wheel.nanoTime();
                if (left > 0) {
                    wheel.set(turn, TimerWheel.ticks(Duration.ofNanos(left)));
                    park();
                    continue;
                }
                WorkQueue.Refusal refusal = queue.giveUp(turn);
                if (refusal != null) {
                    throw late(refusal, patience);
                }
            }
            admitted = true;
        } finally {
            wheel.cancel(turn);
            if (!admitted) {
                queue.abandon(turn);
            }
        }
    }

    private void park() throws WaitEndedException {
        Deadline deadline = Deadline.nearest();
        if (deadline == null) {
            LockSupport.park(this);
        } else {
            deadline.check(waiting);
            deadline.park(this);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ConnectionInterruptedException("interrupted in " + waiting, 0);
        }
    }

    /// What makes the number of permits come down. That this limit itself has no room does not: it
    /// would have even less. An interrupt or the stopping of a server says nothing about the work.
    private AdaptiveLimit.Outcome outcomeOf(Throwable failure) {
        boolean cutShort =
                switch (failure) {
                    case OverloadedException full -> full.limit() != this;
                    case DeadlineExceededException late -> true;
                    case ConnectionTimedOutException late -> true;
                    default -> false;
                };
        return cutShort ? AdaptiveLimit.Outcome.CUT_SHORT : AdaptiveLimit.Outcome.FAILED;
    }

    private OverloadedException full(WorkQueue.Refusal refusal) {
        return new OverloadedException(state(refusal) + ", no room for more", this, false);
    }

    private OverloadedException late(WorkQueue.Refusal refusal, Duration patience) {
        return new OverloadedException(state(refusal) + ", no permit in " + patience, this, true);
    }

    private String state(WorkQueue.Refusal refusal) {
        return this + ": " + refusal.used() + " at work, " + refusal.queued() + " waiting";
    }

    @Override
    public String toString() {
        return "work limit " + name;
    }
}
