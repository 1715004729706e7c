package io.heddle.internal.time;

import org.jspecify.annotations.Nullable;

/// Something that a [TimerWheel] calls when its time has come. It is its own entry in the wheel, so
/// to set it and to cancel it allocates nothing.
public abstract class WheelTimer {

    /// The value of [#due] of a timer that is not set.
    static final long NOT_SET = -1;

    // guarded by the wheel
    long due = NOT_SET; // tick
    @Nullable WheelTimer next; // in the same bucket
    @Nullable WheelTimer previous;

    /// For a timer that is not set yet.
    protected WheelTimer() {}

    /// Called by the wheel when the timer is due, on the wheel's thread: must be quick and must not
    /// block. The timer is no longer set then; it may set itself again.
    ///
    /// It may be called a tick too early, and once more after it was cancelled: look at the clock,
    /// and at what was to be timed.
    protected abstract void expire();
}
