package io.heddle.internal.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A hashed timer wheel: a ring of buckets, one for each tick of [#TICK], in which timers wait for
/// their tick to come round. To set, to move and to cancel one takes the same short time however
/// many there are (Varghese and Lauck, 1987, scheme 6).
///
/// A timer that is due later than a whole round stays in its bucket until the right round; a round
/// of [#BUCKETS] ticks is longer than the default timeouts, so few ever do.
///
/// There are two times. **Ticks** follow the clock; timers are set by them. The **active time**
/// ([#now()]) stands still while the process does not run: a wheel that finds itself late counts
/// [#LONGEST_STEP] ticks at most. Silence is measured in active time, so that a process that was
/// stopped for a while blames nobody for it.
///
/// [#shared()] runs on a platform thread, because virtual threads are not time-sliced: handlers
/// that keep all carriers busy cannot stop it. A wheel of a test has a clock of the test's and no
/// thread; the test calls [#turn()].
public final class TimerWheel {

    /// How exact the wheel is.
    public static final Duration TICK = Duration.ofMillis(10);

    /// How many ticks a round has: 82 s.
    static final int BUCKETS = 8192;

    /// How many ticks of active time a turn counts at most: 100 ms.
    static final int LONGEST_STEP = 10;

    /// More ticks than ever pass.
    public static final long FOREVER = Long.MAX_VALUE / 4;

    private static final long TICK_NANOS = TICK.toNanos();
    private static final Duration COUNTABLE = Duration.ofNanos(Long.MAX_VALUE);

    private final LongSupplier nanoClock;
    private final long start;
    private final @Nullable WheelTimer[] buckets = new WheelTimer[BUCKETS]; // guarded by this
    private final List<WheelTimer> due = new ArrayList<>(); // confined to the one who turns
    private long tick; // whose timers have been called; guarded by this
    private int size; // guarded by this
    private volatile long lagNanos; // written by the one who turns
    private volatile long now = 1; // written by the one who turns, under this
    private volatile boolean asleep; // written by the thread
    private volatile @Nullable Thread thread; // written by itself

    /// A wheel without a thread.
    ///
    /// @param nanoClock monotonic, in nanoseconds, from any origin
    public TimerWheel(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /// The wheel of the process. Its thread is started when this is first called, is a daemon, and
    /// sleeps while no timer is set.
    public static TimerWheel shared() {
        return Shared.WHEEL;
    }

    /// How many ticks a duration is, rounded up.
    ///
    /// @param duration not negative; what nanoseconds cannot count is [#FOREVER]
    public static long ticks(Duration duration) {
        if (duration.compareTo(COUNTABLE) > 0) {
            return FOREVER;
        }
        return Math.ceilDiv(duration.toNanos(), TICK_NANOS);
    }

    /// The clock that the wheel goes by, in nanoseconds.
    public long nanoTime() {
        return nanoClock.getAsLong();
    }

    /// How much later than the clock the last turn was, in nanoseconds; at least 0.
    public long lagNanos() {
        return lagNanos;
    }

    /// The active time in ticks, 1 or more, up to a tick old. Costs a read of a field.
    public long now() {
        return now;
    }

    /// Sets a timer, or moves one that is set. Any thread.
    ///
    /// @param ticks from now, at least 0; it is called up to two ticks later
    public void set(WheelTimer timer, long ticks) {
        synchronized (this) {
            unlink(timer);
            long elapsed = Math.max(tick, elapsedTicks()); // it may be late to turn
            if (size == 0) {
                tick = elapsed; // nobody has turned it meanwhile
            }
            timer.due = elapsed + 1 + ticks;
            link(timer);
        }
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /// Makes sure that a timer is not called, unless it is being called right now. Any thread.
    public synchronized void cancel(WheelTimer timer) {
        unlink(timer);
    }

    /// How many timers are set.
    public synchronized int size() {
        return size;
    }

    /// Calls the timers that are due. Only one thread at a time.
    public void turn() {
        collect();
        for (WheelTimer timer : due) {
            try {
                timer.expire();
            } catch (Throwable failure) { // out of memory, say: the others must have their turn
            }
        }
        due.clear();
    }

    private synchronized void collect() {
        long elapsed = nanoTime() - start;
        long target = elapsed / TICK_NANOS;
        lagNanos = size == 0 ? 0 : Math.max(0, elapsed - (tick + 1) * TICK_NANOS);
        long first = Math.max(tick + 1, target - BUCKETS + 1); // after a long stop, once round
        now += Math.clamp(target - tick, 0, LONGEST_STEP);
        tick = Math.max(tick, target);
        for (long t = first; t <= target; t++) {
            WheelTimer timer = buckets[bucket(t)];
            while (timer != null) {
                WheelTimer following = timer.next;
                if (timer.due <= target) {
                    unlink(timer);
                    due.add(timer);
                }
                timer = following;
            }
        }
    }

    private long elapsedTicks() {
        return (nanoTime() - start) / TICK_NANOS;
    }

    private static int bucket(long tick) {
        return (int) (tick & (BUCKETS - 1));
    }

    private void link(WheelTimer timer) {
        int bucket = bucket(timer.due);
        WheelTimer head = buckets[bucket];
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        buckets[bucket] = timer;
        size++;
    }

    private void unlink(WheelTimer timer) {
        if (timer.due == WheelTimer.NOT_SET) {
            return;
        }
        if (timer.previous != null) {
            timer.previous.next = timer.next;
        } else {
            buckets[bucket(timer.due)] = timer.next;
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        timer.next = null;
        timer.previous = null;
        timer.due = WheelTimer.NOT_SET;
        size--;
    }

    private void turnForEver() {
        thread = Thread.currentThread();
        while (true) {
            try {
                turn();
                rest();
                Thread.interrupted(); // nobody has reason to; it must not turn waits into a spin
            } catch (Throwable failure) { // out of memory, say: time goes on
            }
        }
    }

    /// Waits for the next tick, or, while no timer is set, for one.
    private void rest() {
        asleep = true; // before the look at the size, as a timer is set before the look at asleep
        boolean empty = size() == 0;
        asleep = empty;
        if (empty) {
            LockSupport.park();
            asleep = false;
        } else {
            LockSupport.parkNanos(TICK_NANOS - (nanoTime() - start) % TICK_NANOS);
        }
    }

    /// Made by the first who asks.
    private static final class Shared {

        static final TimerWheel WHEEL = new TimerWheel(System::nanoTime);

        static {
            Thread.ofPlatform().name("heddle-timer").daemon(true).start(WHEEL::turnForEver);
        }

        private Shared() {}
    }
}
