package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A wheel of timers that a test turns: time stands still unless the test lets it pass. What is due
/// is called on the thread of the test, before the method returns.
///
/// Not for several threads of a test at once.
public final class VirtualWheel {

    private static final long TICK_NANOS = TimerWheel.TICK.toNanos();

    /// As much as a turn counts as active time.
    private static final long STRIDE_TICKS = 10;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000); // overflows soon
    private final TimerWheel wheel = new TimerWheel(nanos::get);

    public TimerWheel wheel() {
        return wheel;
    }

    /// Lets time pass as it does in a process that runs: a turn for each tick.
    public void advance(Duration time) {
        long ticks = TimerWheel.ticks(time);
        for (long i = 0; i < ticks; i++) {
            jump(TICK_NANOS);
        }
    }

    public void advanceTicks(long ticks) {
        advance(TimerWheel.TICK.multipliedBy(ticks));
    }

    /// Lets much time pass: a turn for each 100 ms, all of which count as active.
    public void advanceFast(Duration time) {
        long strides = TimerWheel.ticks(time) / STRIDE_TICKS;
        for (long i = 0; i < strides; i++) {
            jump(TICK_NANOS * STRIDE_TICKS);
        }
    }

    /// Lets time pass as it does when the process is stopped: the clock goes on, and the wheel
    /// turns once, afterwards.
    public void stopFor(Duration time) {
        jump(time.toNanos());
    }

    /// Moves the clock; the wheel has not noticed yet.
    public void moveClock(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void jump(long by) {
        nanos.addAndGet(by);
        wheel.turn();
    }
}
