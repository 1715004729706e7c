package io.heddle.loadtest.client.thread;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.schedule.Schedule;
import java.util.concurrent.locks.LockSupport;

/// One schedule for all connections: whichever is free takes the next request and waits until it is
/// due.
final class OpenRound implements Round {
    private final long startNanos;
    private final Schedule toSend; // guarded by this
    // The same times once more: requests become due whether somebody is free to send them or not.
    private final Schedule toCount; // guarded by this
    private volatile long endNanos = Long.MAX_VALUE;
    private volatile boolean givenUp;

    OpenRound(Arrivals.Open arrivals, long nowNanos) {
        startNanos = nowNanos;
        toSend = new Schedule(arrivals, 0, 1);
        toCount = new Schedule(arrivals, 0, 1);
    }

    @Override
    public long take(long sentBefore) {
        long nanos = next();
        if (nanos == Schedule.NONE) {
            return OVER;
        }
        long due = startNanos + nanos;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (nanos > endNanos) {
                return OVER;
            }
            LockSupport.parkNanos(this, left);
        }
        return nanos > endNanos ? OVER : due;
    }

    private synchronized long next() {
        long nanos = toSend.nextNanos();
        if (givenUp || nanos > endNanos) {
            return Schedule.NONE;
        }
        toSend.advance();
        return nanos;
    }

    @Override
    public void stop(long nowNanos) {
        endNanos = Math.min(endNanos, nowNanos - startNanos);
    }

    @Override
    public synchronized void count(long nowNanos, Scoreboard scoreboard) {
        long until = Math.min(nowNanos - startNanos, endNanos);
        while (toCount.nextNanos() <= until && toCount.nextNanos() != Schedule.NONE) {
            scoreboard.due(startNanos + toCount.nextNanos());
            toCount.advance();
        }
    }

    @Override
    public synchronized void giveUp(long nowNanos, Scoreboard scoreboard) {
        givenUp = true;
        while (toSend.nextNanos() <= endNanos && toSend.nextNanos() != Schedule.NONE) {
            scoreboard.timedOutUnsent(startNanos + toSend.nextNanos(), nowNanos);
            toSend.advance();
        }
    }

    @Override
    public boolean isDueWhenSent() {
        return false;
    }
}
