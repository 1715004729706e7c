package io.heddle;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Measures how long a virtual thread waits for a carrier: by starting one, now and then.
///
/// Confined to the watchdog, but for the probes' own mark.
final class SchedulerProbe {

    private static final long NOT_RUN = Long.MIN_VALUE;

    private final Duration limit;
    private long startedAt;
    private boolean started;
    private boolean told; // of the wait in progress
    private volatile long ranAt = NOT_RUN; // written by the probe

    SchedulerProbe(Duration limit) {
        this.limit = limit;
    }

    /// Looks at the probe that was started last, and starts one if that has run.
    ///
    /// @return what is to be told, or null
    @Nullable Stall look(long nowNanos) {
        if (limit.equals(Timeouts.NEVER)) {
            return null;
        }
        long ran = ranAt;
        Stall stall = started ? judge((ran == NOT_RUN ? nowNanos : ran) - startedAt) : null;
        if (!started || ran != NOT_RUN) {
            start(nowNanos);
        }
        return stall;
    }

    private @Nullable Stall judge(long waited) {
        if (told || waited <= limit.toNanos()) {
            return null;
        }
        told = true;
        return new Stall(Stall.Kind.SCHEDULER, Duration.ofNanos(waited), null, List.of());
    }

    private void start(long nowNanos) {
        startedAt = nowNanos;
        started = true;
        told = false;
        ranAt = NOT_RUN;
        Thread.ofVirtual().name("watchdog-probe").start(() -> ranAt = System.nanoTime());
    }
}
