package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.measure.Steadiness.Step;

/// Gathers samples into steps long enough to be compared with each other.
final class WarmUpSteps {
    private static final double P99 = 99;

    private final double seconds;
    private final Steadiness steadiness;
    private final CounterPoll counters;
    private WindowTotals step = new WindowTotals();
    private long jitMillis;

    /// @param seconds of a step, at least
    WarmUpSteps(double seconds, Steadiness steadiness, CounterPoll counters) {
        this.seconds = seconds;
        this.steadiness = steadiness;
        this.counters = counters;
        this.jitMillis = jitMillisNow();
    }

    void add(ClientSample sample) {
        step.add(sample);
        // Samples are a little longer or shorter than the interval.
        if (step.seconds() > seconds - sample.seconds() / 2) {
            long before = jitMillis;
            jitMillis = jitMillisNow();
            steadiness.add(
                    new Step(
                            step.seconds(),
                            step.replies() / step.seconds(),
                            step.response.getValueAtPercentile(P99),
                            jitMillis - before));
            step = new WindowTotals();
        }
    }

    private long jitMillisNow() {
        var latest = counters.latest();
        return latest == null ? 0 : latest.jitMillis();
    }
}
