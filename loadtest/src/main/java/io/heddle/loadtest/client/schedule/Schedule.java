package io.heddle.loadtest.client.schedule;

import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Distribution;
import io.heddle.loadtest.client.Arrivals.Open;
import java.util.Comparator;
import java.util.SplittableRandom;

/// The times at which one loop's requests are due, one after the other, in nanoseconds since the
/// start of the load: a cursor that needs no memory for what it has passed, nor for what is to
/// come.
///
/// The loops take turns: of the whole load's evenly spaced requests, loop 0 sends the first, loop 1
/// the second, and so on, so that all loops together neither bunch nor round. Poisson arrivals are
/// drawn for each loop alone; together they are Poisson again. The same arguments give the same
/// times. Not thread-safe.
public final class Schedule {
    /// Instead of a time, when nothing more is due.
    public static final long NONE = Long.MAX_VALUE;

    // A request due at the very end of the last stage is not due any more; the tolerance takes up
    // the rounding of the integral.
    private static final double TOLERANCE = 1e-6;

    private final RateCurve curve;
    private final int loops;
    private final boolean poisson;
    private final SplittableRandom random;
    private final long[] burstNanos;
    private final int[] burstRequests;
    private double count;
    private int stage;
    private int burst;
    private int burstLeft;
    private long streamNanos;

    /// @param loop from 0
    /// @param loops among which the load is divided, at least 1
    /// @throws IllegalArgumentException if a stage has no length or a negative rate, or a burst has
    ///   no requests or a negative time
    public Schedule(Open arrivals, int loop, int loops) {
        curve = new RateCurve(arrivals.stages());
        this.loops = loops;
        poisson = arrivals.distribution() == Distribution.POISSON;
        random = new SplittableRandom(arrivals.seed() * 31 + loop);
        var bursts =
                arrivals.bursts().stream()
                        .sorted(Comparator.comparing(Burst::at))
                        .peek(Schedule::check)
                        .toList();
        burstNanos = bursts.stream().mapToLong(each -> each.at().toNanos()).toArray();
        burstRequests =
                bursts.stream().mapToInt(each -> share(each.requests(), loop, loops)).toArray();
        count = poisson ? step() : loop;
        streamNanos = streamNext();
        burst = -1;
        nextBurst();
    }

    private static void check(Burst burst) {
        if (burst.requests() < 1 || burst.at().isNegative()) {
            throw new IllegalArgumentException(
                    "a burst must have a request or more and not begin before the load, was "
                            + burst);
        }
    }

    private static int share(int requests, int loop, int loops) {
        return requests / loops + (loop < requests % loops ? 1 : 0);
    }

    /// When the next request is due, or [#NONE].
    public long nextNanos() {
        return Math.min(streamNanos, burstNext());
    }

    /// Goes on to the request after the next.
    public void advance() {
        if (burstNext() <= streamNanos) {
            if (burst < burstNanos.length && --burstLeft == 0) {
                nextBurst();
            }
        } else {
            count += poisson ? step() : loops;
            streamNanos = streamNext();
        }
    }

    private long burstNext() {
        return burst < burstNanos.length ? burstNanos[burst] : NONE;
    }

    private void nextBurst() {
        do {
            burst++;
            burstLeft = burst < burstNanos.length ? burstRequests[burst] : 1;
        } while (burstLeft == 0);
    }

    // A Poisson process whose rate varies is one of rate 1 along the integral of the rate.
    private double step() {
        return -Math.log(1 - random.nextDouble()) * loops;
    }

    private long streamNext() {
        if (count > curve.total() - TOLERANCE) {
            return NONE;
        }
        while (count >= curve.countAt(stage + 1) && stage + 1 < curve.stages()) {
            stage++;
        }
        return Math.round(curve.nanosAt(stage, count));
    }
}
