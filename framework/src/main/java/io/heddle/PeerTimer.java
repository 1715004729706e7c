package io.heddle;

import io.heddle.internal.poll.ReadyGate;
import io.heddle.internal.time.TimerWheel;
import io.heddle.internal.time.WheelTimer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Times the silence of a peer in one direction: how long a waiting thread gets nothing.
///
/// It is armed lazily. The thread leaves a stamp when it begins to wait and wipes it when bytes
/// move, nothing more; the wheel comes by when the limit may be over, looks at the stamp, and sets
/// the timer to when it may be over next.
///
/// ```text
///           over its limit: who waits is woken, and throws           grace over
///   QUIET ------------------------------------------------> SOFT ----------------> CLOSED
///     ^                                                       |                       |
///     +----------------------- bytes moved -------------------+      grace over again: interrupt
/// ```
///
/// The verdict is the waiting thread's own: woken, it tries once more, and only if there is still
/// nothing it looks at its stamp and throws. So what arrived while the process was stopped is read
/// before anyone is called idle.
///
/// Where room or bytes may be there without a report ([#firstTry()]), the wheel has the thread try
/// in between: what moves then lifts the limit from then on, and not from its end on.
abstract class PeerTimer extends WheelTimer {

    private static final VarHandle SINCE;

    static {
        try {
            SINCE = MethodHandles.lookup().findVarHandle(PeerTimer.class, "since", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TimedConnection connection;

    // Active time since which the thread has got nothing: 0 if it has not waited since bytes moved,
    // negative if it does not wait now. Written by that thread; opaque where nothing says more.
    @SuppressWarnings("UnusedVariable")
    private long since;

    private volatile @Nullable Slowness slowness; // guarded by this

    PeerTimer(TimedConnection connection) {
        this.connection = connection;
    }

    /// What is too long if nothing moves.
    abstract TimeoutPhase silence();

    /// What is too long if nothing moves, once something has.
    abstract TimeoutPhase laterSilence();

    /// What is too long if too little moves.
    abstract TimeoutPhase slowMotion();

    /// How many bytes have moved so far.
    abstract long bytes();

    /// The least that must move, bytes a second; 0 if that is not measured.
    abstract long minimumRate();

    /// Where the thread waits.
    abstract ReadyGate gate();

    /// After how many ticks of silence the thread is to try again although nothing is reported, at
    /// least 1; [TimerWheel#FOREVER] if what it waits for is always reported.
    abstract long firstTry();

    final TimedConnection connection() {
        return connection;
    }

    /// Starts the clock, if there is anything to wait for; begins anew if the limits are others
    /// now.
    final void reset() {
        synchronized (this) {
            slowness = measuredSlowness();
        }
        long stamp = stamp();
        if (stamp != 0) { // unless the thread moves on right now
            long now = wheel().now();
            SINCE.compareAndSet(this, stamp, stamp > 0 ? now : -now);
        }
        long first = shortest();
        if (first < TimerWheel.FOREVER) {
            set(first);
        }
    }

    final void cancel() {
        wheel().cancel(this);
    }

    /// A call begins that may wait more than once.
    final void begin() {
        Slowness slow = slowness;
        if (slow != null) {
            slow.begin();
        }
    }

    /// The thread is about to wait.
    ///
    /// @param rest whether its call has moved some bytes already
    /// @throws ConnectionTimedOutException if it has waited for too long already
    final void enter(boolean rest) throws ConnectionTimedOutException {
        long stamp = stamp();
        Slowness slow = slowness;
        if (slow != null && rest) {
            slow.waitForRest(wheel().now(), bytes());
        } else if (slow != null) {
            slow.begin();
        }
        if (stamp != 0) {
            waitOn(stamp);
            return;
        }
        if (slow != null) {
            judge(0);
        }
        stamp(wheel().now());
    }

    /// Nothing has moved since the last wait. The stamp is set before the look at the time, as the
    /// wheel looks at the stamp after it has moved the time on: so one of the two sees that the
    /// limit is over.
    private void waitOn(long stamp) throws ConnectionTimedOutException {
        SINCE.setVolatile(this, Math.abs(stamp));
        try {
            judge(stamp);
        } catch (ConnectionTimedOutException overdue) {
            stamp(stamp);
            throw overdue;
        }
    }

    /// The thread no longer waits.
    final void leave() {
        stamp(-stamp());
    }

    /// Bytes have moved.
    final void moved() {
        stamp(0);
        Slowness slow = slowness;
        if (slow != null && slow.toldAt != 0) {
            slow.toldAt = 0;
        }
    }

    /// Whether the thread has waited since bytes moved last.
    final boolean isSilent() {
        return stamp() != 0;
    }

    /// Whether the thread waits now. Any thread.
    final boolean isWaiting() {
        return stamp() > 0;
    }

    /// For how many ticks of active time the thread has got nothing, 0 if it has not waited since
    /// bytes moved. Any thread.
    final long silentTicks() {
        long stamp = stamp();
        return stamp == 0 ? 0 : Math.max(0, wheel().now() - Math.abs(stamp));
    }

    /// Whether the thread was told that its peer is over a limit, and nothing has moved since.
    final boolean isTold() {
        Slowness slow = slowness;
        return slow != null && slow.toldAt != 0;
    }

    private void judge(long stamp) throws ConnectionTimedOutException {
        long bytes = bytes();
        TimeoutPhase phase = overdue(stamp, bytes);
        if (phase != null) {
            Slowness slow = slowness();
            if (slow.toldAt == 0) {
                slow.toldAt = wheel().now();
                report(slow, phase, bytes);
                set(0); // in case that the wheel does not know yet
                throw new ConnectionTimedOutException(
                        connection, phase, connection.timeouts().limit(phase));
            }
        }
    }

    /// @return what has taken too long, or null
    private @Nullable TimeoutPhase overdue(long stamp, long bytes) {
        if (stamp != 0 && wheel().now() - Math.abs(stamp) > limit(silence())) {
            return silence();
        }
        Slowness slow = slowness;
        if (slow == null) {
            return null;
        }
        return slow.isFound(bytes) ? slowMotion() : slow.softPhase(bytes);
    }

    /// The wheel comes by.
    @Override
    protected final void expire() {
        if (!connection.isTimed()) {
            return;
        }
        Slowness slow = slowness;
        if (slow != null && slow.closed) {
            connection.interruptHandler();
            return;
        }
        boolean told = isTold();
        long bytes = bytes(); // before the stamp, which is written before them
        long next = look((long) SINCE.getVolatile(this), bytes);
        if (next < TimerWheel.FOREVER) {
            set(Math.max(0, next - wheel().now()));
        }
        if (isTold() && !told) { // by its own look: the timer that it set may have been moved here
            set(0);
        }
    }

    /// @return when to look again, in active time
    private long look(long stamp, long bytes) {
        long now = wheel().now();
        long silent = (stamp == 0 ? now : Math.abs(stamp)) + limit(silence()) + 1;
        long next = Math.min(silent, now + limit(laterSilence()) + 1);
        Slowness slow = slowness;
        if (slow != null) {
            next = Math.min(next, slow.measure(now, bytes, stamp > 0));
            TimeoutPhase soft = slow.softPhase(bytes);
            if (soft != null) {
                return harden(slow, soft, now, stamp);
            }
        }
        TimeoutPhase phase = overdue(stamp, bytes);
        if (phase == null) {
            return Math.min(next, tryAgain(stamp, now));
        }
        slow = slowness();
        if (stamp < 0 && slow.toldAt == 0) {
            return now + shortest(); // the thread will see for itself when it comes back
        }
        return soften(slow, phase, now, bytes);
    }

    /// Has a thread that waits try again, after ever longer times of silence.
    ///
    /// @return when to look again, in active time
    private long tryAgain(long stamp, long now) {
        long silent = stamp > 0 ? now - stamp : 0;
        long first = firstTry();
        if (silent < first) {
            return now + first - silent;
        }
        gate().wake();
        return now + silent;
    }

    private long soften(Slowness slow, TimeoutPhase phase, long now, long bytes) {
        slow.soften(phase, now, bytes);
        report(slow, phase, bytes);
        gate().wake();
        return now + Math.min(grace(), shortest() + 1);
    }

    /// The grace begins anew for a thread that is told later, because it was not there.
    private long harden(Slowness slow, TimeoutPhase phase, long now, long stamp) {
        long since = Math.max(slow.softSince(), slow.toldAt);
        long left = since + grace() - now;
        if (left > 0 || (stamp < 0 && slow.toldAt == 0)) {
            return now + Math.min(Math.max(left, 1), shortest() + 1);
        }
        slow.closed = true;
        connection.expire(phase);
        return now + grace();
    }

    private void report(Slowness slow, TimeoutPhase phase, long bytes) {
        if (slow.claimReport(bytes)) {
            connection.timedOut(phase);
        }
    }

    /// @return after how many ticks there may be something to do about what has not begun yet
    private long shortest() {
        long shortest = Math.min(limit(silence()), limit(laterSilence()));
        shortest = Math.min(shortest, firstTry());
        return minimumRate() == 0 ? shortest : Math.min(shortest, limit(slowMotion()));
    }

    /// The connection may end meanwhile: then the timer must not be left behind.
    private void set(long ticks) {
        wheel().set(this, ticks);
        if (!connection.isTimed()) {
            wheel().cancel(this);
        }
    }

    private long grace() {
        return TimerWheel.ticks(connection.timeouts().grace());
    }

    /// In ticks.
    final long limit(TimeoutPhase phase) {
        return TimerWheel.ticks(connection.timeouts().limit(phase));
    }

    private TimerWheel wheel() {
        return connection.wheel();
    }

    private long stamp() {
        return (long) SINCE.getOpaque(this);
    }

    private void stamp(long value) {
        SINCE.setOpaque(this, value);
    }

    private Slowness slowness() {
        Slowness slow = slowness;
        return slow != null ? slow : makeSlowness();
    }

    private synchronized Slowness makeSlowness() {
        if (slowness == null) {
            slowness = new Slowness(0, 0);
        }
        return slowness;
    }

    private @Nullable Slowness measuredSlowness() {
        long rate = minimumRate();
        return rate == 0 ? null : new Slowness(rate, limit(slowMotion()));
    }
}
