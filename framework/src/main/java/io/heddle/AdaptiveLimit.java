package io.heddle;

/// How many permits a [WorkLimit] has: additive increase, multiplicative decrease (Chiu and Jain,
/// 1989). Arithmetic only; whoever has one guards it, and tells it the time.
final class AdaptiveLimit {

    /// It comes down by one part in so many.
    private static final int SHARE = 10;

    /// How a piece of work ended.
    enum Outcome {
        /// It returned.
        RETURNED,
        /// It failed in a way that says nothing about how busy things are.
        FAILED,
        /// It failed because something took too long, or had no room.
        CUT_SHORT
    }

    private int least;
    private int most;
    private long slowNanos;
    private int permits;
    private int inTime; // since the last change
    private boolean cameDown; // ever
    private long cameDownAt;

    AdaptiveLimit(WorkLimitConfig config) {
        this.permits = config.least();
        bounds(config);
    }

    /// Goes by other bounds from now on; within them the number stays as it is.
    void bounds(WorkLimitConfig config) {
        least = config.least();
        most = config.most();
        boolean isNever = config.slow().equals(Timeouts.NEVER);
        slowNanos = isNever ? Long.MAX_VALUE : config.slow().toNanos();
        permits = Math.clamp(permits, least, most);
        inTime = 0;
    }

    int permits() {
        return permits;
    }

    /// A piece of work has ended.
    ///
    /// @param took nanoseconds
    /// @param used how many permits were used in its end, its own among them
    /// @param now nanoseconds from any origin
    void ended(Outcome outcome, long took, int used, long now) {
        if (outcome == Outcome.CUT_SHORT || took > slowNanos) {
            comeDown(now);
        } else if (outcome == Outcome.RETURNED && used >= permits - used) {
            comeUp();
        }
    }

    private void comeUp() {
        inTime++;
        if (inTime >= permits) {
            inTime = 0;
            permits = Math.min(most, permits + 1);
        }
    }

    private void comeDown(long now) {
        inTime = 0;
        if (cameDown && now - cameDownAt < slowNanos) {
            return; // the same congestion
        }
        cameDown = true;
        cameDownAt = now;
        permits = Math.max(least, permits - Math.max(1, permits / SHARE));
    }
}
