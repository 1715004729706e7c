package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A deadline that holds for a block of code.
final class BlockDeadline extends Deadline {

    /// How long code that does not wait is left in peace.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final @Nullable Thread owner; // to be interrupted
    private long foundNanos = -1; // how late it was found to be over; confined to the wheel
    private boolean interrupted; // by us; guarded by this

    BlockDeadline(Duration limit, long start, TimerWheel wheel, @Nullable Thread owner) {
        super(limit, start, wheel);
        this.owner = owner;
    }

    <T extends @Nullable Object, X extends Throwable> T run(
            ScopedValue.CallableOp<? extends T, X> operation) throws X, DeadlineExceededException {
        arm();
        try {
            return ScopedValue.where(CURRENT, this).call(operation);
        } catch (Throwable failure) {
            if (leave() && isAnswerToInterrupt(failure)) {
                throw exceeded(failure);
            }
            throw failure;
        } finally {
            leave();
        }
    }

    /// Ends it, and drops the interrupt that it may have caused.
    ///
    /// @return whether it has interrupted the operation
    private boolean leave() {
        if (end()) {
            Thread.interrupted();
            renewInterrupt();
        }
        return isInterrupted();
    }

    /// @return whether there may be an interrupt to drop
    private synchronized boolean end() {
        boolean first = isInForce();
        disarm();
        return first && interrupted;
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }

    @Override
    boolean interrupts(Thread thread) {
        return thread == owner && isInterrupted();
    }

    /// Calls of Heddle's have been woken, and will throw: a platform thread looks parked until it
    /// runs, and an interrupt would take from what it throws where it was, and how far it had come.
    /// Another wait is interrupted; code that computes gets some time to come to a wait, because an
    /// interrupt may break what it is at.
    @Override
    long overdue(long nanos, boolean woken) {
        if (owner == null) {
            return -1;
        }
        if (foundNanos < 0) {
            foundNanos = nanos;
        }
        boolean isComing = woken || !isParked(owner);
        boolean inPeace = isComing && nanos - foundNanos < GRACE.toNanos();
        return !inPeace && interrupt(owner) ? -1 : 0;
    }

    /// @return false if it is to be tried again: an interrupt from elsewhere is still on its way,
    ///   and would be taken for ours
    private synchronized boolean interrupt(Thread owner) {
        if (isInForce() && !owner.isInterrupted()) {
            interrupted = true;
            owner.interrupt();
        }
        return interrupted || !isInForce();
    }

    private static boolean isParked(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    @Override
    DeadlineExceededException exceeded(Object what, long bytesTransferred) {
        return new DeadlineExceededException(
                this + " exceeded in " + what, this, null, bytesTransferred);
    }

    private DeadlineExceededException exceeded(Throwable cause) {
        return new DeadlineExceededException(this + " exceeded", this, cause, 0);
    }
}
