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

    /// Waits until there is one.
    ///
    /// @param endNanos when to give up, by `System.nanoTime()`; only if it is timed
    /// @param what goes on, for messages
    /// @return null at the end, or when the time is over
    /// @throws io.heddle.WaitEndedException if a deadline is over, or the thread is interrupted
    @Nullable Datagram take(boolean timed, long endNanos, Object what) throws IOException {
        Datagram taken = poll();
        while (taken == null) {
            long nanos = timed ? endNanos - System.nanoTime() : Long.MAX_VALUE;
            if (nanos <= 0) {
                return null;
            }
            if (enter()) {
                try {
                    Deadline.parkNanos(what, nanos);
                } finally {
                    leave();
                }
            }
            boolean isLast = isEnded(); // before the look: nothing comes afterwards
            taken = poll();
            if (isLast) {
                return taken;
            }
        }
        return taken;
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
