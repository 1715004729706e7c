package io.heddle;

import io.heddle.internal.poll.ReadyGate;
import io.heddle.internal.time.TimerWheel;
import io.heddle.internal.time.WheelTimer;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A time by which a piece of work has to be done, whatever it consists of.
///
/// ```java
/// String user = Deadline.within(Duration.ofSeconds(5), () -> login(connection));
/// ```
///
/// It holds for everything that the operation does, and for the tasks that it forks with a
/// [TaskScope]: a call of Heddle's that waits, or begins, when the time is over throws
/// [DeadlineExceededException]. Any other wait (for a lock, a future, a sleep) is ended by an
/// interrupt, and what the interrupt makes it throw becomes a `DeadlineExceededException` too. Code
/// that computes is interrupted 2 s after the deadline; if it takes no notice it goes on, and what
/// it returns is returned.
///
/// Deadlines nest; the nearest in time wins, and the exception says which one it was. When an inner
/// one has expired, the connection and the work around it are as they were.
public abstract sealed class Deadline permits BlockDeadline, ConnectionLimit {

    static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private static final Duration SHORTEST = TimerWheel.TICK;
    private static final Duration LONGEST = Duration.ofDays(90);

    private final Duration limit;
    private final TimerWheel wheel;
    private final long end; // on the wheel's clock
    private final @Nullable Deadline outer = CURRENT.isBound() ? CURRENT.get() : null;
    private final Expiry expiry = new Expiry();
    private final List<Runnable> waiting = new ArrayList<>(1); // guarded by this
    private boolean expired; // guarded by this
    private boolean over; // no longer in force; guarded by this

    /// @param start on the wheel's clock
    Deadline(Duration limit, long start, TimerWheel wheel) {
        this.limit = limit;
        this.wheel = wheel;
        this.end = start + limit.toNanos();
    }

    /// Runs an operation that must not take longer than the limit, on the calling thread.
    ///
    /// @param limit 10 ms to 90 days; kept to 10 ms, never cut short
    /// @param <T> what the operation returns
    /// @param <X> what the operation throws
    /// @return what the operation returns, even if it is late
    /// @throws X whatever the operation throws
    /// @throws DeadlineExceededException if the time was over in a call that waits
    /// @throws IllegalArgumentException if the limit is out of its range
    public static <T extends @Nullable Object, X extends Throwable> T within(
            Duration limit, ScopedValue.CallableOp<? extends T, X> operation)
            throws X, DeadlineExceededException {
        TimerWheel wheel = wheelHere();
        var deadline =
                new BlockDeadline(checked(limit), wheel.nanoTime(), wheel, Thread.currentThread());
        if (CURRENT.isBound() && !deadline.isBefore(CURRENT.get())) {
            return operation.call(); // the outer one is over first
        }
        return deadline.run(operation);
    }

    /// Runs an operation that returns nothing, and must not take longer than the limit.
    ///
    /// @param limit 10 ms to 90 days
    /// @param <X> what the operation throws
    /// @throws X whatever the operation throws
    /// @throws DeadlineExceededException if the time was over in a call that waits
    /// @throws IllegalArgumentException if the limit is out of its range
    public static <X extends Throwable> void within(Duration limit, Action<X> operation)
            throws X, DeadlineExceededException {
        Deadline.<@Nullable Void, X>within(
                limit,
                () -> {
                    operation.run();
                    return null;
                });
    }

    /// An operation that returns nothing.
    ///
    /// @param <X> what it throws
    @FunctionalInterface
    public interface Action<X extends Throwable> {
        /// Does it.
        void run() throws X;
    }

    /// The nearest deadline of the calling thread; that of the handler as a whole is one
    /// ([Timeouts#handler()], [Timeouts#lifetime()]).
    public static Optional<Deadline> current() {
        return Optional.ofNullable(nearest());
    }

    /// Ends work that is over its time: for code that computes, or waits by means of its own.
    ///
    /// @param what for the message: what was going on, as in "a wait for a reply"
    /// @throws WaitEndedException if the time of the calling thread's nearest deadline is over
    public static void throwIfOver(String what) throws WaitEndedException {
        Deadline deadline = nearest();
        if (deadline != null) {
            deadline.check(what);
        }
    }

    /// How long the work may still take, to tell those on whom it depends. 0 when it is over.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - wheel.nanoTime()));
    }

    /// Whether its time is over.
    public boolean isExpired() {
        return end - wheel.nanoTime() <= 0;
    }

    /// How long it was from its beginning.
    public Duration limit() {
        return limit;
    }

    /// Parks the calling thread, for a call that has to wait for another thread and is to end as
    /// those of Heddle do. It returns when the thread is unparked (`LockSupport.unpark`) or the
    /// time is over, and as any park it may return for no reason: the caller looks at what it waits
    /// for, and parks again.
    ///
    /// @param what what is waited for, for messages: `a connection to spare`. Threads that are
    ///   dumped show it as what they are parked for
    /// @param nanos at most; `Long.MAX_VALUE` for ever; returns at once if it is not positive
    /// @throws WaitEndedException if a deadline or a limit of the connection is over, or the thread
    ///   is interrupted ([ConnectionInterruptedException], interrupt status still set)
    public static void parkNanos(Object what, long nanos) throws WaitEndedException {
        Deadline deadline = nearest();
        if (deadline == null) {
            parkFor(what, nanos);
        } else {
            deadline.check(what);
            Thread self = Thread.currentThread();
            Runnable wake = () -> LockSupport.unpark(self);
            try {
                if (deadline.enlist(wake)) {
                    parkFor(what, nanos);
                }
            } finally {
                deadline.delist(wake);
            }
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ConnectionInterruptedException("interrupted in " + what, 0);
        }
    }

    private static void parkFor(Object what, long nanos) {
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(what);
        } else {
            LockSupport.parkNanos(what, nanos);
        }
    }

    /// One that tasks inherit and that interrupts nobody; the caller arms and disarms it.
    static Deadline ofTasks(Duration limit) {
        TimerWheel wheel = wheelHere();
        return new BlockDeadline(checked(limit), wheel.nanoTime(), wheel, null);
    }

    private static Duration checked(Duration limit) {
        new Problems().between("deadline", SHORTEST, LONGEST, limit).throwIfAny();
        return limit;
    }

    /// Whether a failure is what an interrupt makes of a wait.
    static boolean isAnswerToInterrupt(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof ConnectionInterruptedException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException
                || failure instanceof SocketException;
    }

    /// The wheel of the connection that the calling thread works for, or else the shared one.
    static TimerWheel wheelHere() {
        Connection connection = Connection.currentOrNull();
        return connection == null ? TimerWheel.shared() : connection.wheel();
    }

    /// The nearest deadline of the calling thread.
    ///
    /// @return null if there is none
    static @Nullable Deadline nearest() {
        Deadline inner = CURRENT.isBound() ? CURRENT.get() : null;
        while (inner != null && inner.isSaid()) {
            inner = inner.outer;
        }
        Connection connection = Connection.currentOrNull();
        Deadline outer = connection == null ? null : connection.limit();
        if (inner == null || outer == null) {
            return inner == null ? outer : inner;
        }
        return outer.isBefore(inner) ? outer : inner;
    }

    /// Interrupts the calling thread if somebody around the current block has done so before:
    /// within it the status was cleared, as part of an interrupt that only concerned the block.
    static void renewInterrupt() {
        Connection connection = Connection.currentOrNull();
        PeerWatcher watcher = connection == null ? null : connection.input().watcher();
        boolean interrupted = watcher != null && watcher.interrupts(Thread.currentThread());
        Deadline deadline = CURRENT.isBound() ? CURRENT.get() : null;
        while (!interrupted && deadline != null) {
            interrupted = deadline.interrupts(Thread.currentThread());
            deadline = deadline.outer;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it has interrupted a thread.
    abstract boolean interrupts(Thread thread);

    /// Whether it is over earlier than another one.
    final boolean isBefore(Deadline other) {
        return end - other.end < 0;
    }

    /// @throws WaitEndedException if its time is over
    final void check(Object what) throws WaitEndedException {
        if (isExpired()) {
            throw exceeded(what, 0);
        }
    }

    /// What a call throws that was cut short.
    ///
    /// @param what for the message: what was going on
    abstract WaitEndedException exceeded(Object what, long bytesTransferred);

    /// Waits at a gate, until this expires at most.
    final ReadyGate.Outcome await(ReadyGate gate) {
        Runnable wake = gate::wake;
        if (!enlist(wake)) {
            return ReadyGate.Outcome.READY;
        }
        try {
            return gate.await();
        } finally {
            delist(wake);
        }
    }

    /// Parks the calling thread, until this expires at most. As any park, it may end for no reason.
    final void park(Object blocker) {
        Thread self = Thread.currentThread();
        Runnable wake = () -> LockSupport.unpark(self);
        if (enlist(wake)) {
            LockSupport.park(blocker);
        }
        delist(wake);
    }

    /// Has somebody woken when this expires. What is enlisted must be delisted.
    ///
    /// @param wake run on the wheel's thread; must not block
    /// @return false if it has expired already
    final synchronized boolean enlist(Runnable wake) {
        waiting.add(wake);
        if (expired || over) {
            waiting.remove(wake);
            return false;
        }
        return true;
    }

    final synchronized void delist(Runnable wake) {
        waiting.remove(wake);
    }

    /// Makes the wheel call [#overdue] from the end on.
    final void arm() {
        wheel.set(expiry, TimerWheel.ticks(remaining()));
    }

    /// Takes it out of force; who waits is woken, to look for another one.
    final synchronized void disarm() {
        over = true;
        wheel.cancel(expiry);
        waiting.forEach(Runnable::run);
    }

    /// Whether the calling thread has had its exception, and is to have it only once.
    boolean isSaid() {
        return false;
    }

    /// What happens on the wheel's thread, again and again, when its time is over, before anybody
    /// is woken.
    void reached() {}

    /// What happens on the wheel's thread when it has expired.
    ///
    /// @param nanos since when
    /// @param woken whether somebody was woken just now, or before and has not run yet
    /// @return how many nanoseconds later to call again, or a negative number for never
    abstract long overdue(long nanos, boolean woken);

    private void expire() {
        long left = end - wheel.nanoTime();
        if (left > 0) {
            armAgain(left);
            return;
        }
        List<Runnable> woken = expireNow();
        if (isInForce()) {
            reached();
        }
        woken.forEach(Runnable::run);
        if (isInForce()) {
            armAgain(overdue(-left, !woken.isEmpty() || isSomebodyToCome()));
        }
    }

    /// Whether one who was woken has not come back from its wait yet.
    private synchronized boolean isSomebodyToCome() {
        return !waiting.isEmpty();
    }

    /// @return who waited when it expired
    private synchronized List<Runnable> expireNow() {
        if (expired) {
            return List.of();
        }
        expired = true;
        return List.copyOf(waiting);
    }

    private synchronized void armAgain(long nanos) {
        if (!over && nanos >= 0) {
            wheel.set(expiry, TimerWheel.ticks(Duration.ofNanos(nanos)));
        }
    }

    /// Whether the work that it bounds is still going on.
    final synchronized boolean isInForce() {
        return !over;
    }

    /// What a dump calls it.
    String label() {
        return "deadline";
    }

    @Override
    public String toString() {
        return "deadline of " + limit;
    }

    private final class Expiry extends WheelTimer {
        @Override
        protected void expire() {
            Deadline.this.expire();
        }
    }
}
