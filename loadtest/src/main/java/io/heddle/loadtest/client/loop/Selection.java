package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.EngineOptions.Pacing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// How a loop waits: for its sockets, and for the time at which it has something to do. Belongs to
/// the loop's thread.
///
/// A selector wakes up at once for a socket, but counts its timeout in milliseconds. So the last
/// stretch before a request is due is spent spinning, or parked for a short time again and again
/// where spinning would take the server's processor.
final class Selection {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long MILLI = 1_000_000;
    private static final long PRECISE_NANOS = 2 * MILLI;
    private static final long PARK_NANOS = 50_000;

    private final Selector selector;
    private final Consumer<SelectionKey> onReady;
    private final boolean spins;
    private final boolean neverSleeps;

    private long busyNanos;
    private boolean polled;
    private long sampledNanos;
    private long sampledCpuNanos;

    Selection(Selector selector, Consumer<SelectionKey> onReady, LoopPlan plan) {
        this.selector = selector;
        this.onReady = onReady;
        spins = plan.spins();
        neverSleeps = plan.pacing() == Pacing.SPIN;
        sampledNanos = System.nanoTime();
        sampledCpuNanos = THREADS.getCurrentThreadCpuTime();
    }

    /// Waits until `untilNanos` or until sockets are ready, and handles these.
    ///
    /// @param precise whether a millisecond too late would be too late
    /// @param active whether a load is running
    void await(long untilNanos, boolean precise, boolean active) throws IOException {
        if (neverSleeps && active) {
            poll(System.nanoTime());
            return;
        }
        if (untilNanos == Long.MAX_VALUE) {
            selector.select(onReady);
            return;
        }
        long now = System.nanoTime();
        long wait = untilNanos - now;
        if (wait <= 0) {
            poll(now);
        } else if (!precise) {
            selector.select(onReady, Math.ceilDiv(wait, MILLI));
        } else if (wait > PRECISE_NANOS) {
            selector.select(onReady, (wait - MILLI) / MILLI);
        } else if (poll(now) == 0 && !spins) {
            LockSupport.parkNanos(Math.min(wait, PARK_NANOS));
        }
    }

    private int poll(long nowNanos) throws IOException {
        polled = true;
        int ready = selector.selectNow(onReady);
        if (ready > 0) {
            busyNanos += System.nanoTime() - nowNanos;
        }
        return ready;
    }

    /// The loop did something useful outside of [#await].
    void worked(long nanos) {
        busyNanos += nanos;
    }

    /// The share of the time since the last call in which the loop had work; spinning is none.
    ///
    /// A loop that never polled waited in the selector whenever it had nothing to do: its processor
    /// time is its work, the system calls included. Otherwise the work is timed.
    double takeBusyShare(long nowNanos) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long spent = cpu - sampledCpuNanos;
        long work = polled ? Math.min(busyNanos, spent) : spent;
        double share = (double) work / Math.max(1, nowNanos - sampledNanos);
        sampledNanos = nowNanos;
        sampledCpuNanos = cpu;
        busyNanos = 0;
        polled = false;
        return Math.min(1, share);
    }
}
