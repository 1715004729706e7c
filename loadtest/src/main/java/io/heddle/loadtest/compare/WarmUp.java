package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EchoLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// How long a fresh server is loaded before it counts.
///
/// @param atLeast even if it is steady earlier
/// @param atMost even if it never is; equal to `atLeast` for a fixed time
public record WarmUp(Duration atLeast, Duration atMost) {
    /// Until steady, but not for ever.
    public static final WarmUp AUTO = new WarmUp(Duration.ofMillis(1500), Duration.ofMillis(2500));

    private static final Duration LONGEST_STEP = Duration.ofMillis(500);
    private static final int STEPS_THAT_AGREE = 4;
    private static final double STEADY_VARIATION = 0.05;

    public static WarmUp fixed(Duration duration) {
        return new WarmUp(duration, duration);
    }

    /// Whether it may end early.
    public boolean untilSteady() {
        return atLeast.compareTo(atMost) < 0;
    }

    /// Loads the server and tells whether its rate was steady in the end.
    boolean run(EchoLoad load) throws IOException, InterruptedException {
        var rates = new ArrayDeque<Double>();
        long startedNanos = System.nanoTime();
        while (elapsed(startedNanos).compareTo(atMost) < 0) {
            Thread.sleep(shorter(step(), atMost.minus(elapsed(startedNanos))));
            rates.addLast(load.sample().repliesPerSecond());
            if (rates.size() > STEPS_THAT_AGREE) {
                rates.removeFirst();
            }
            if (elapsed(startedNanos).compareTo(atLeast) >= 0 && steady(rates)) {
                break;
            }
        }
        return steady(rates);
    }

    private Duration step() {
        return shorter(LONGEST_STEP, atMost.dividedBy(2L * STEPS_THAT_AGREE));
    }

    private static boolean steady(Deque<Double> rates) {
        if (rates.size() < STEPS_THAT_AGREE) {
            return false;
        }
        double mean = rates.stream().mapToDouble(rate -> rate).average().orElseThrow();
        double variance =
                rates.stream().mapToDouble(rate -> (rate - mean) * (rate - mean)).sum()
                        / rates.size();
        return Math.sqrt(variance) < STEADY_VARIATION * mean;
    }

    private static Duration elapsed(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private static Duration shorter(Duration a, Duration b) {
        var shorter = a.compareTo(b) < 0 ? a : b;
        return shorter.isPositive() ? shorter : Duration.ZERO;
    }
}
