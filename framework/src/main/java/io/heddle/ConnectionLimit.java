package io.heddle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The deadline of a whole connection, of its handler, or of its handshake: one that closes the
/// connection when the grace is over as well.
final class ConnectionLimit extends Deadline {

    private final TimedConnection connection;
    private final TimeoutPhase phase;
    private final Duration grace;
    private volatile boolean told; // to the handler's thread
    private final AtomicBoolean reported = new AtomicBoolean(); // to observers
    private long softSince = -1; // nanoseconds after the end; confined to the wheel's thread
    private boolean closed; // confined to the wheel's thread

    /// @param start on the clock of the connection's wheel
    ConnectionLimit(TimedConnection connection, TimeoutPhase phase, Duration limit, long start) {
        super(limit, start, connection.wheel());
        this.connection = connection;
        this.phase = phase;
        this.grace = connection.timeouts().grace();
    }

    /// What bounds the handler or the lifetime of a connection, whichever is over first.
    ///
    /// @param start of both, on the clock of the connection's wheel
    /// @return null if both are unlimited
    static @Nullable ConnectionLimit ofWhole(TimedConnection connection, long start) {
        Duration handler = connection.timeouts().handler();
        Duration lifetime = connection.timeouts().lifetimeOf(connection.id());
        boolean handlerFirst = handler.compareTo(lifetime) <= 0;
        Duration first = handlerFirst ? handler : lifetime;
        TimeoutPhase phase = handlerFirst ? TimeoutPhase.HANDLER : TimeoutPhase.LIFETIME;
        boolean never = first.equals(Timeouts.NEVER);
        return never ? null : new ConnectionLimit(connection, phase, first, start);
    }

    @Override
    String label() {
        return phase.label();
    }

    /// Whether the handler's thread has had its exception, and may say goodbye.
    boolean isTold() {
        return told;
    }

    @Override
    boolean isSaid() {
        return told && connection.isServedBy(Thread.currentThread());
    }

    @Override
    ConnectionTimedOutException exceeded(Object what, long bytesTransferred) {
        reached();
        if (connection.isServedBy(Thread.currentThread())) {
            told = true;
        }
        return new ConnectionTimedOutException(connection, phase, limit()).after(bytesTransferred);
    }

    @Override
    boolean interrupts(Thread thread) {
        return false; // but at last, when all is over
    }

    /// The soft limit: observers are told before the thread that may end the connection.
    @Override
    void reached() {
        if (reported.compareAndSet(false, true)) {
            connection.timedOut(phase);
        }
    }

    /// Hard limit, and at last, after the grace once more, an interrupt. The grace begins when the
    /// limit is found to be over, which is late if it was set or the process was stopped meanwhile.
    @Override
    long overdue(long nanos, boolean woken) {
        if (softSince < 0) {
            softSince = nanos;
        }
        long left = softSince + grace.toNanos() - nanos;
        if (left > 0) {
            return left;
        }
        if (!closed) {
            closed = true;
            connection.expire(phase);
            return grace.toNanos();
        }
        connection.interruptHandler();
        return -1;
    }
}
