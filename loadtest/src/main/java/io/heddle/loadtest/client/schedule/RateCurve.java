package io.heddle.loadtest.client.schedule;

import io.heddle.loadtest.client.Arrivals.Stage;
import java.time.Duration;
import java.util.List;

/// A rate over time, piecewise linear, and its integral: how many requests are due until a time.
///
/// Immutable; times are nanoseconds, counts are of requests.
final class RateCurve {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] startNanos;
    private final double[] startCount;
    private final double[] startRate;
    private final double[] slope;
    private final double[] lengthNanos;
    private final double total;

    /// @throws IllegalArgumentException if a stage has no length, or a negative rate
    RateCurve(List<Stage> stages) {
        int n = stages.size();
        startNanos = new double[n];
        startCount = new double[n];
        startRate = new double[n];
        slope = new double[n];
        lengthNanos = new double[n];
        double time = 0;
        double count = 0;
        for (int i = 0; i < n; i++) {
            var stage = stages.get(i);
            check(stage);
            double from = stage.fromPerSecond() / NANOS_PER_SECOND;
            double to = stage.toPerSecond() / NANOS_PER_SECOND;
            startNanos[i] = time;
            startCount[i] = count;
            startRate[i] = from;
            lengthNanos[i] = nanos(stage.length());
            slope[i] = (to - from) / lengthNanos[i];
            time += lengthNanos[i];
            count += (from + to) / 2 * lengthNanos[i];
        }
        total = count;
    }

    private static void check(Stage stage) {
        if (!stage.length().isPositive()) {
            throw new IllegalArgumentException(
                    "a stage's length must be positive, was " + stage.length());
        }
        if (!(stage.fromPerSecond() >= 0 && stage.toPerSecond() >= 0)) {
            throw new IllegalArgumentException(
                    "a stage's rates must be 0 or more, were %s and %s"
                            .formatted(stage.fromPerSecond(), stage.toPerSecond()));
        }
    }

    private static double nanos(Duration length) {
        return length.getSeconds() * NANOS_PER_SECOND + length.getNano();
    }

    /// How many requests are due altogether; seldom whole.
    double total() {
        return total;
    }

    int stages() {
        return startCount.length;
    }

    /// The count at which a stage begins, and at which the last ends if `stage` is one too many.
    double countAt(int stage) {
        return stage == startCount.length ? total : startCount[stage];
    }

    /// When the integral reaches `count`, which lies within this stage.
    double nanosAt(int stage, double count) {
        double within = count - startCount[stage];
        double from = startRate[stage];
        double root = Math.sqrt(Math.max(0, from * from + 2 * slope[stage] * within));
        // This form of the quadratic's solution is exact for a constant rate too.
        double elapsed = within <= 0 ? 0 : 2 * within / (from + root);
        return startNanos[stage] + Math.min(elapsed, lengthNanos[stage]);
    }
}
