package io.heddle;

import io.heddle.internal.time.WheelTimer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The permits of a [WorkLimit], and who waits for one, in the order in which they came.
///
/// A permit that becomes free is given to the first in line in the same step, so that nobody
/// overtakes. To give one back allocates nothing: it must succeed when memory is short, too.
final class WorkQueue {

    private final Queue<Turn> waiting = new ArrayDeque<>(); // guarded by this
    private final AdaptiveLimit limit; // guarded by this
    private int room; // in line; guarded by this
    private int used; // guarded by this
    private long refused; // guarded by this

    /// A thread's place in line, and the timer that wakes it when it has waited long enough.
    static final class Turn extends WheelTimer {

        private final Thread thread = Thread.currentThread();
        private volatile boolean come; // written under the queue's monitor

        /// Whether the thread has a permit.
        boolean hasCome() {
            return come;
        }

        /// The verdict is the thread's own.
        @Override
        protected void expire() {
            LockSupport.unpark(thread);
        }
    }

    /// What it looked like when somebody was refused.
    record Refusal(int used, int queued) {}

    WorkQueue(WorkLimitConfig config) {
        this.limit = new AdaptiveLimit(config);
        this.room = config.queue();
    }

    /// Goes by another configuration from now on. Who waits or is at work is left in peace.
    synchronized void config(WorkLimitConfig config) {
        room = config.queue();
        limit.bounds(config);
        handOver();
    }

    /// Takes a permit if one is free.
    synchronized boolean take() {
        if (used >= limit.permits()) { // none is free while somebody waits
            return false;
        }
        used++;
        return true;
    }

    /// Gives a turn a place in line, or a permit if one is free by now.
    ///
    /// @return null, or why neither is possible
    synchronized @Nullable Refusal join(Turn turn) {
        if (take()) {
            turn.come = true;
            return null;
        }
        if (waiting.size() >= room) {
            return refuse();
        }
        waiting.add(turn);
        return null;
    }

    /// Ends a wait because it has taken too long.
    ///
    /// @return null if the turn has come meanwhile
    synchronized @Nullable Refusal giveUp(Turn turn) {
        return waiting.remove(turn) ? refuse() : null;
    }

    private Refusal refuse() {
        refused++;
        return new Refusal(used, waiting.size());
    }

    /// Ends a wait for another reason. A permit that has come meanwhile goes to the next in line.
    synchronized void abandon(Turn turn) {
        if (!waiting.remove(turn) && turn.come) {
            used--;
            handOver();
        }
    }

    /// Gives a permit back after work.
    ///
    /// @param took nanoseconds
    /// @param now nanoseconds from any origin
    synchronized void leave(AdaptiveLimit.Outcome outcome, long took, long now) {
        limit.ended(outcome, took, used, now);
        used--;
        handOver();
    }

    private void handOver() {
        while (used < limit.permits()) {
            Turn next = waiting.poll();
            if (next == null) {
                return;
            }
            used++;
            next.come = true;
            LockSupport.unpark(next.thread);
        }
    }

    synchronized int permits() {
        return limit.permits();
    }

    synchronized int used() {
        return used;
    }

    synchronized int queued() {
        return waiting.size();
    }

    synchronized long refused() {
        return refused;
    }
}
