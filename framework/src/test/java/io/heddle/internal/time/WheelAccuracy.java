package io.heddle.internal.time;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/// How late the wheel of the process calls timers, and what its thread and its timers cost.
public final class WheelAccuracy {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private final TimerWheel wheel = TimerWheel.shared();
    private final CountDownLatch over = new CountDownLatch(1);
    private final long[] lateness; // in nanoseconds; confined to the wheel's thread until over
    private int called; // confined to the wheel's thread until over

    private WheelAccuracy(int timers) {
        lateness = new long[timers];
    }

    /// How late timers were, in ticks, and what that took of the wheel's thread.
    ///
    /// @param timers how many were called
    /// @param earliest negative if it was called early
    /// @param cpuSeconds from when all were set
    /// @param seconds the same on the clock
    public record Result(
            int timers,
            double earliest,
            double median,
            double p99,
            double latest,
            double cpuSeconds,
            double seconds) {}

    /// Sets timers at random times from now, and waits until all were called.
    public static Result measure(int timers, Duration spread) throws InterruptedException {
        return new WheelAccuracy(timers).run(spread);
    }

    /// How many bytes of heap each of some timers takes, set in a wheel of their own.
    public static double bytesPerTimer(int timers) {
        var wheel = new TimerWheel(System::nanoTime);
        var kept = new BareTimer[timers];
        try {
            long before = usedHeap();
            for (int i = 0; i < timers; i++) {
                kept[i] = new BareTimer(i);
                wheel.set(kept[i], i % TimerWheel.BUCKETS);
            }
            return (double) (usedHeap() - before) / timers;
        } finally {
            Reference.reachabilityFence(kept);
        }
    }

    private Result run(Duration spread) throws InterruptedException {
        var random = new Random(1);
        int ticks = (int) TimerWheel.ticks(spread);
        for (int i = 0; i < lateness.length; i++) {
            int wait = random.nextInt(ticks);
            wheel.set(new Probe(wheel.nanoTime() + wait * TimerWheel.TICK.toNanos()), wait);
        }
        long thread = timerThread();
        long cpu = cpuTime(thread);
        long start = System.nanoTime();
        over.await();
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        double cpuSeconds = (cpuTime(thread) - cpu) / NANOS_PER_SECOND;
        Arrays.sort(lateness);
        return new Result(
                called, late(0), late(MEDIAN), late(NEARLY_ALL), late(1), cpuSeconds, seconds);
    }

    private double late(double share) {
        int place = (int) Math.round(share * (lateness.length - 1));
        return (double) lateness[place] / TimerWheel.TICK.toNanos();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long timerThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("heddle-timer"))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    private static long cpuTime(long thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    }

    private final class Probe extends WheelTimer {

        private final long end;

        Probe(long end) {
            this.end = end;
        }

        @Override
        protected void expire() {
            lateness[called++] = wheel.nanoTime() - end;
            if (called == lateness.length) {
                over.countDown();
            }
        }
    }
}
