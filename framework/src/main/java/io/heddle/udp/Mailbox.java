package io.heddle.udp;

import io.heddle.Deadline;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The datagrams of a session that wait to be received: a chain, so that an empty one is no more
/// than this object. Any thread puts in, one takes out.
final class Mailbox {

    /// What became of a datagram.
    enum Outcome {
        TAKEN,
        FULL,
        ENDED
    }

    private @Nullable Datagram first; // guarded by this
    private @Nullable Datagram last; // guarded by this
    private int count; // guarded by this
    private boolean ended; // guarded by this
    private @Nullable Thread waiter; // guarded by this

    /// Puts one in, unless there are as many as may be, or the end has come.
    Outcome offer(Datagram datagram, int most) {
        Thread woken;
        synchronized (this) {
            if (ended || count >= most) {
                return ended ? Outcome.ENDED : Outcome.FULL;
            }
            append(datagram);
            woken = waiter;
            waiter = null;
        }
        LockSupport.unpark(woken);
        return Outcome.TAKEN;
    }

    private void append(Datagram datagram) {
        Datagram before = last;
        if (before == null) {
            first = datagram;
        } else {
            before.next(datagram);
        }
        last = datagram;
        count++;
    }

    /// Nothing comes any more: who waits is woken.
    void end() {
        Thread woken;
        synchronized (this) {
            ended = true;
            woken = waiter;
            waiter = null;
        }
        LockSupport.unpark(woken);
    }

    /// Whether it has come to an end.
    synchronized boolean isEnded() {
        return ended;
    }

    /// Takes one out.
    ///
    /// @return null if there is none
    synchronized @Nullable Datagram poll() {
        Datagram taken = first;
        if (taken != null) {
            first = taken.next();
            taken.next(null);
            last = first == null ? null : last;
            count--;
        }
        return taken;
    }

    /// Waits until there may be one. It is called by who receives, and parks by itself, because a
    /// crowd of idle sessions keeps all frames that are on its stacks.
    ///
    /// @param nanos how long at most; [Long#MAX_VALUE] for ever
    /// @param what goes on, for messages
    /// @throws io.heddle.WaitEndedException if a deadline is over, or the thread is interrupted
    void await(long nanos, Object what) throws IOException {
        if (!enter()) {
            return;
        }
        if (nanos == Long.MAX_VALUE && Deadline.current().isEmpty()) {
            LockSupport.park(this);
        } else {
            parkTimed(nanos, what);
        }
        leave();
        if (Thread.currentThread().isInterrupted()) {
            Deadline.parkNanos(what, 0); // throws what an interrupt is
        }
    }

    private void parkTimed(long nanos, Object what) throws IOException {
        try {
            Deadline.parkNanos(what, nanos);
        } finally {
            leave();
        }
    }

    /// @return false if there is no reason to wait
    /// @throws IllegalStateException if another thread waits
    private synchronized boolean enter() {
        Thread self = Thread.currentThread();
        if (waiter != null && waiter != self) {
            throw new IllegalStateException(
                    "already waited on by " + waiter + "; one thread at a time");
        }
        if (first != null || ended) {
            return false;
        }
        waiter = self;
        return true;
    }

    private synchronized void leave() {
        if (waiter == Thread.currentThread()) {
            waiter = null;
        }
    }
}
