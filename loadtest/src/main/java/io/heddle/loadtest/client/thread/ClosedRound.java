package io.heddle.loadtest.client.thread;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Each connection sends as soon as it has its reply and has thought, up to a number of requests.
final class ClosedRound implements Round {
    private final long thinkNanos;
    private final long requestsEach;
    private volatile boolean stopped;

    ClosedRound(Duration think, long requestsEach) {
        thinkNanos = think.toNanos();
        this.requestsEach = requestsEach;
    }

    @Override
    public long take(long sentBefore) {
        if (sentBefore >= requestsEach) {
            return OVER;
        }
        if (thinkNanos > 0 && sentBefore > 0) {
            long end = System.nanoTime() + thinkNanos;
            for (long left = thinkNanos; left > 0 && !stopped; left = end - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        }
        return stopped ? OVER : System.nanoTime();
    }

    @Override
    public void stop(long nowNanos) {
        // A number of requests for each connection is sent whatever happens.
        stopped = requestsEach == Long.MAX_VALUE;
    }

    @Override
    public void count(long nowNanos, Scoreboard scoreboard) {}

    @Override
    public void giveUp(long nowNanos, Scoreboard scoreboard) {
        stopped = true;
    }

    @Override
    public boolean isDueWhenSent() {
        return true;
    }
}
