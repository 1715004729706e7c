package io.heddle.client;

import io.heddle.Deadline;
import io.heddle.WaitEndedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Time that goes on only when it is told to, from one thread's end of its wait to the next's.
final class VirtualTime implements WaitClock {

    private final Map<Thread, Long> parked = new HashMap<>(); // until when; guarded by this
    private long now = -1; // before 0, as the system's may be; guarded by this

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    /// Since the beginning.
    synchronized long millis() {
        return (now + 1) / 1_000_000;
    }

    @Override
    public void park(Object what, long nanos) throws WaitEndedException {
        Thread self = Thread.currentThread();
        synchronized (this) {
            parked.put(self, nanos == Long.MAX_VALUE ? Long.MAX_VALUE : now + nanos);
        }
        try {
            Deadline.parkNanos(what, Long.MAX_VALUE);
        } finally {
            synchronized (this) {
                parked.remove(self);
            }
        }
    }

    /// Parks for a time, however often it is woken.
    void letPass(Duration time) throws WaitEndedException {
        long end = nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - nanoTime()) {
            park("time to pass", left);
        }
    }

    /// How many threads wait for a time to come.
    synchronized int sleepers() {
        return (int) parked.values().stream().filter(end -> end != Long.MAX_VALUE).count();
    }

    /// Goes on to the next moment at which a thread's wait is over.
    synchronized void goOn() {
        now = parked.values().stream().min(Long::compare).orElseThrow();
        for (Thread thread : Map.copyOf(parked).keySet()) {
            if (parked.get(thread) == now) {
                parked.remove(thread);
                LockSupport.unpark(thread);
            }
        }
    }
}
