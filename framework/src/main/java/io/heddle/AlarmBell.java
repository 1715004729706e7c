package io.heddle;

import java.util.concurrent.atomic.AtomicLong;

/// An alarm, and when it may ring again. Any thread.
final class AlarmBell {

    private static final long NEVER_RUNG = Long.MIN_VALUE;

    private final Alarm alarm;
    private final AtomicLong rungAt = new AtomicLong(NEVER_RUNG);

    AlarmBell(Alarm alarm) {
        this.alarm = alarm;
    }

    Alarm alarm() {
        return alarm;
    }

    /// Whether it rings now; if so it is quiet for the cool-down.
    boolean rings(int connections, long nowNanos) {
        if (connections < alarm.connections()) {
            return false;
        }
        long before = rungAt.get();
        boolean quiet = before != NEVER_RUNG && nowNanos - before < alarm.coolDown().toNanos();
        return !quiet && rungAt.compareAndSet(before, nowNanos);
    }
}
