package io.heddle.loadtest.measure;

import java.util.ArrayList;
import java.util.List;

/// Judges whether a server has warmed up: its last steps agree with each other.
///
/// They do when the rate varies by less than 5 % (standard deviation over mean), the 99th
/// percentile has no trend, and compilers used less than 2 % of the time.
final class Steadiness {
    private static final int STEPS = 5;
    private static final double MOST_VARIATION = 0.05;
    private static final double MOST_JIT_SHARE = 0.02;

    /// Of the ten pairs of five steps at least nine ordered alike: chance does that in one of 12.
    private static final int TREND = 8;

    /// A trend that moves the percentile by less than this is of no interest.
    private static final double SMALL_CHANGE = 0.1;

    private final List<Step> steps = new ArrayList<>();

    /// A stretch of a warm-up.
    ///
    /// @param p99Nanos of the response time
    /// @param jitMillis of the compilers; 0 where unknown
    record Step(double seconds, double rate, double p99Nanos, double jitMillis) {}

    void add(Step step) {
        steps.add(step);
    }

    /// Whether the last five steps agree.
    boolean steady() {
        if (steps.size() < STEPS) {
            return false;
        }
        var last = steps.subList(steps.size() - STEPS, steps.size());
        double seconds = last.stream().mapToDouble(Step::seconds).sum();
        double jitMillis = last.stream().mapToDouble(Step::jitMillis).sum();
        return variation(last) < MOST_VARIATION
                && !hasTrend(last)
                && jitMillis / 1e3 < MOST_JIT_SHARE * seconds;
    }

    /// The mean rate of the last five steps, or of as many as there are; 0 without any.
    double lastRate() {
        return steps.stream()
                .skip(Math.max(0, steps.size() - STEPS))
                .mapToDouble(Step::rate)
                .average()
                .orElse(0);
    }

    private static double variation(List<Step> last) {
        double mean = last.stream().mapToDouble(Step::rate).average().orElse(0);
        double squares = last.stream().mapToDouble(step -> Math.pow(step.rate() - mean, 2)).sum();
        return mean == 0 ? Double.MAX_VALUE : Math.sqrt(squares / (last.size() - 1)) / mean;
    }

    private static boolean hasTrend(List<Step> last) {
        int ordered = 0;
        for (int i = 0; i < last.size(); i++) {
            for (int j = i + 1; j < last.size(); j++) {
                ordered += (int) Math.signum(last.get(j).p99Nanos() - last.get(i).p99Nanos());
            }
        }
        double first = last.getFirst().p99Nanos();
        double change = Math.abs(last.getLast().p99Nanos() - first) / Math.max(1, first);
        return Math.abs(ordered) >= TREND && change > SMALL_CHANGE;
    }
}
