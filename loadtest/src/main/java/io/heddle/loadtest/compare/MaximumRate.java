package io.heddle.loadtest.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Finds the highest rate at which an objective holds: doubles until it does not, halves the gap,
/// and confirms what it found.
public final class MaximumRate {
    private static final double CLOSE_ENOUGH = 1.05;
    private static final int MOST_STEPS = 40;
    private static final int MOST_CONFIRMATIONS = 3;
    private static final double STEP_BACK = 0.95;

    private final Trying trying;
    private final double least;
    private final double most;
    private final List<Step> steps = new ArrayList<>();

    /// Tries one rate.
    public interface Trying {
        /// Whether the objective holds at this rate.
        ///
        /// @param confirming whether this is a longer look at a rate that has held once
        boolean holds(double perSecond, boolean confirming)
                throws IOException, InterruptedException;
    }

    /// One rate that was tried.
    public record Step(double perSecond, boolean confirming, boolean held) {}

    /// What was found.
    ///
    /// @param perSecond 0 if the objective did not even hold at the least rate
    /// @param confirmed whether it held in a longer look, too
    /// @param bounded whether a higher rate was seen to fail; else it was still holding at the most
    public record Found(double perSecond, boolean confirmed, boolean bounded, List<Step> steps) {}

    /// @param least requests per second, positive
    /// @param most requests per second, above `least`
    public MaximumRate(double least, double most, Trying trying) {
        this.least = least;
        this.most = most;
        this.trying = trying;
    }

    /// Searches; blocks as long as that takes.
    public Found find() throws IOException, InterruptedException {
        double held = 0;
        double failed = Double.POSITIVE_INFINITY;
        for (double rate = least; held < most; rate = Math.min(most, rate * 2)) {
            if (tries(rate, false)) {
                held = rate;
            } else {
                failed = rate;
                break;
            }
        }
        if (held == 0) {
            return new Found(0, false, true, List.copyOf(steps));
        }
        boolean bounded = failed <= most;
        while (bounded && failed / held > CLOSE_ENOUGH && steps.size() < MOST_STEPS) {
            double middle = Math.sqrt(held * failed);
            if (tries(middle, false)) {
                held = middle;
            } else {
                failed = middle;
            }
        }
        return confirmed(held, bounded);
    }

    private Found confirmed(double rate, boolean bounded) throws IOException, InterruptedException {
        double confirming = rate;
        for (int i = 0; i < MOST_CONFIRMATIONS; i++) {
            if (tries(confirming, true)) {
                return new Found(confirming, true, bounded || i > 0, List.copyOf(steps));
            }
            confirming *= STEP_BACK;
        }
        return new Found(confirming, false, true, List.copyOf(steps));
    }

    private boolean tries(double rate, boolean confirming)
            throws IOException, InterruptedException {
        boolean held = trying.holds(rate, confirming);
        steps.add(new Step(rate, confirming, held));
        return held;
    }
}
