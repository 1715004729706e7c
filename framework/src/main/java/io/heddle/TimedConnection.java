package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The part of a connection that is about time: how long it may take over what it does.
abstract sealed class TimedConnection permits ServedConnection {

    private final long acceptedAt; // on the wheel's clock
    private volatile Timeouts timeouts;

    private final ReadTimer readTimer;
    private volatile @Nullable WriteTimer writeTimer; // few writers ever wait; guarded by guard()
    private volatile @Nullable ConnectionLimit limit; // of the whole; guarded by guard()
    private volatile boolean timed; // between start and stop; written under guard()
    private volatile boolean inHandshake; // written by the thread that is in it

    TimedConnection(Timeouts timeouts, TimerWheel wheel) {
        this.timeouts = timeouts;
        this.acceptedAt = wheel.nanoTime();
        this.readTimer = new ReadTimer(this);
    }

    /// What guards the state of a connection: an object that it has anyway and that is not seen
    /// from outside. A handler may hold the monitor of the connection itself for as long as it
    /// likes, in a read say, and must not hold up a writer, the stop of the server, or a dump.
    final Object guard() {
        return readTimer;
    }

    abstract long id();

    abstract TimerWheel wheel();

    abstract boolean isServedBy(Thread candidate);

    abstract PolledSocket socket();

    abstract long bytesIn();

    abstract long bytesOut();

    abstract void countOut(long bytes);

    /// A soft limit is over.
    abstract void timedOut(TimeoutPhase phase);

    /// A handshake is over.
    abstract void handshaken(Duration took, @Nullable Throwable failure);

    /// A hard limit is over.
    abstract void expire(TimeoutPhase phase);

    /// The last means.
    abstract void interruptHandler();

    /// How long ago it was accepted.
    public final Duration age() {
        return Duration.ofNanos(wheel().nanoTime() - acceptedAt);
    }

    /// The limits in force.
    public final Timeouts timeouts() {
        return timeouts;
    }

    /// Changes the limits from now on; what was over an old one has its full time again. Handler
    /// and lifetime still count from the beginning. Any thread.
    public final void timeouts(Timeouts timeouts) {
        Objects.requireNonNull(timeouts, "timeouts");
        synchronized (guard()) {
            this.timeouts = timeouts;
            if (timed) {
                readTimer.reset();
                if (writeTimer != null) {
                    writeTimer.reset();
                }
                limitWhole();
            }
        }
        if (limit != null) {
            socket().wakeBoth(); // who waits already, to be bound by it
        }
    }

    /// Runs the exchange by which a protocol begins (a login, a negotiation), which must not take
    /// longer than [Timeouts#handshake()] as a whole.
    ///
    /// @param <T> what the exchange returns
    /// @param <X> what the exchange throws
    /// @return what the exchange returns
    /// @throws X whatever the exchange throws; [ConnectionTimedOutException] with the phase
    ///   `HANDSHAKE` is what its reads and writes throw at the limit
    public final <T extends @Nullable Object, X extends Throwable> T handshake(
            ScopedValue.CallableOp<? extends T, X> exchange) throws X {
        long begin = wheel().nanoTime();
        Throwable failure = null;
        inHandshake = true;
        try {
            return bounded(TimeoutPhase.HANDSHAKE, exchange);
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            inHandshake = false;
            handshaken(Duration.ofNanos(wheel().nanoTime() - begin), failure);
        }
    }

    /// Runs an exchange under the limit of its phase.
    final <T extends @Nullable Object, X extends Throwable> T bounded(
            TimeoutPhase phase, ScopedValue.CallableOp<? extends T, X> exchange) throws X {
        Duration atMost = timeouts.limit(phase);
        if (atMost.equals(Timeouts.NEVER)) {
            return exchange.call();
        }
        var whole = new ConnectionLimit(this, phase, atMost, wheel().nanoTime());
        whole.arm();
        try {
            return ScopedValue.where(Deadline.CURRENT, whole).call(exchange);
        } finally {
            whole.disarm();
        }
    }

    /// Whether it is in a handshake. Any thread.
    final boolean isInHandshake() {
        return inHandshake;
    }

    /// The deadline of the whole, whoever has been told of it.
    ///
    /// @return null if it has none
    final @Nullable Deadline wholeLimit() {
        return limit;
    }

    /// The timer of a writer that waits, or has waited.
    ///
    /// @return null if none ever did
    final @Nullable WriteTimer writeTimerIfAny() {
        return writeTimer;
    }

    /// Starts the clocks.
    final void startTimers() {
        synchronized (guard()) {
            timed = true;
            readTimer.reset();
            limitWhole();
        }
    }

    /// Stops the clocks, for good.
    final void stopTimers() {
        synchronized (guard()) {
            timed = false;
            readTimer.cancel();
            if (writeTimer != null) {
                writeTimer.cancel();
            }
            ConnectionLimit whole = limit;
            limit = null; // first: who waits looks for another one
            if (whole != null) {
                whole.disarm();
            }
        }
    }

    /// Whether the handler was told that a limit is over, and nothing has changed since.
    final boolean isOverdue() {
        ConnectionLimit whole = limit;
        return readTimer.isTold() || isStuck() || (whole != null && whole.isTold());
    }

    /// Whether a writer was told that the peer takes nothing, or too little, and it has taken
    /// nothing since.
    final boolean isStuck() {
        WriteTimer writes = writeTimer;
        return writes != null && writes.isTold();
    }

    /// Whether its clocks run.
    final boolean isTimed() {
        return timed;
    }

    final ReadTimer readTimer() {
        return readTimer;
    }

    /// A write begins.
    final void beginWrite() {
        WriteTimer timer = writeTimer;
        if (timer != null) {
            timer.begin();
        }
    }

    /// Some of a write went.
    final void haveWritten(int bytes) {
        WriteTimer timer = writeTimer;
        if (timer != null) {
            timer.moved();
        }
        countOut(bytes);
    }

    /// Made by the first writer that waits.
    final WriteTimer writeTimer() {
        WriteTimer timer = writeTimer;
        return timer != null ? timer : makeWriteTimer();
    }

    private WriteTimer makeWriteTimer() {
        synchronized (guard()) {
            WriteTimer timer = writeTimer;
            if (timer == null) {
                timer = new WriteTimer(this);
                writeTimer = timer;
                if (timed) {
                    timer.reset();
                }
            }
            return timer;
        }
    }

    /// The deadline of the whole connection, as far as the calling thread is concerned: the
    /// handler's thread has its exception once.
    final @Nullable Deadline limit() {
        ConnectionLimit whole = limit;
        return whole != null && whole.isSaid() ? null : whole;
    }

    /// Bounds the whole connection, as the timeouts in force say.
    private void limitWhole() {
        ConnectionLimit before = limit;
        ConnectionLimit whole = ConnectionLimit.ofWhole(this, acceptedAt);
        limit = whole;
        if (whole != null) {
            whole.arm();
        }
        if (before != null) {
            before.disarm();
        }
    }
}
