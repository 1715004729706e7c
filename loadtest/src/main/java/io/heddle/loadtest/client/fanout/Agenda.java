package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/// When one round's publications are due. Not thread-safe.
final class Agenda {
    /// Instead of a time, when nothing more is due.
    static final long NONE = Long.MAX_VALUE;

    private final @Nullable Schedule toSend; // null: as fast as acknowledged
    private final @Nullable Schedule toCount;
    private final long zeroNanos;
    private long left;
    private long endNanos = NONE;

    private Agenda(
            @Nullable Schedule toSend, @Nullable Schedule toCount, long zeroNanos, long left) {
        this.toSend = toSend;
        this.toCount = toCount;
        this.zeroNanos = zeroNanos;
        this.left = left;
    }

    /// @param zeroNanos the schedule's zero
    static Agenda of(Arrivals arrivals, long zeroNanos) {
        return switch (arrivals) {
            case Arrivals.Closed _ -> closed(Long.MAX_VALUE);
            case Arrivals.Open open ->
                    new Agenda(
                            new Schedule(open, 0, 1),
                            new Schedule(open, 0, 1),
                            zeroNanos,
                            Long.MAX_VALUE);
        };
    }

    /// So many, as fast as they are acknowledged.
    static Agenda closed(long publications) {
        return new Agenda(null, null, 0, publications);
    }

    /// Whether publications are due at once and counted when they are sent.
    boolean isClosed() {
        return toSend == null;
    }

    /// Nothing is due any more after this time.
    void endAt(long nanos) {
        endNanos = Math.min(endNanos, nanos);
    }

    /// When the next publication that was not sent is due, or [#NONE].
    long nextNanos(long nowNanos) {
        if (toSend == null) {
            return left > 0 && nowNanos <= endNanos ? nowNanos : NONE;
        }
        return due(toSend, endNanos);
    }

    /// It was sent, or given up.
    void sent() {
        left--;
        if (toSend != null) {
            toSend.advance();
        }
    }

    /// The time of the next publication that is due until now and was not counted, or [#NONE].
    long nextToCount(long nowNanos) {
        if (toCount == null) {
            return NONE;
        }
        long due = due(toCount, Math.min(nowNanos, endNanos));
        if (due != NONE) {
            toCount.advance();
        }
        return due;
    }

    private long due(Schedule schedule, long untilNanos) {
        long next = schedule.nextNanos();
        return next == Schedule.NONE || zeroNanos + next > untilNanos ? NONE : zeroNanos + next;
    }
}
