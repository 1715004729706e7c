package io.heddle.udp;

import java.time.Duration;

/// How long a loop pauses that cannot receive: 5 ms at first, doubled each time, 800 ms at most.
/// And when it says so: at most once a second.
///
/// Confined to the loop.
final class ReceiveBackoff {

    static final Duration FIRST = Duration.ofMillis(5);
    static final Duration LONGEST = Duration.ofMillis(800);

    private static final long REPORT_INTERVAL_NANOS = 1_000_000_000;

    private long pauseNanos = FIRST.toNanos();
    private long unreported;
    private boolean reportedBefore;
    private long reportedAt;

    /// Receiving has failed.
    ///
    /// @return how long to pause, in nanoseconds
    long failed() {
        unreported++;
        long pause = pauseNanos;
        pauseNanos = Math.min(pauseNanos * 2, LONGEST.toNanos());
        return pause;
    }

    /// How many failures are to be told now; 0 if it is too early.
    long takeReport(long nowNanos) {
        if (reportedBefore && nowNanos - reportedAt < REPORT_INTERVAL_NANOS) {
            return 0;
        }
        long failures = unreported;
        unreported = 0;
        reportedBefore = true;
        reportedAt = nowNanos;
        return failures;
    }

    /// Receiving works again.
    void succeeded() {
        pauseNanos = FIRST.toNanos();
    }
}
