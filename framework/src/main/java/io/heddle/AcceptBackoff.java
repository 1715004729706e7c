package io.heddle;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long a listener that cannot accept pauses: 5 ms at first, doubled each time, 800 ms at most,
/// so that peers are served within a second of the end of the trouble. Up to half is taken off at
/// random, but never below 5 ms, so that many listeners do not try in step. And when it says so: at
/// most once a second.
///
/// Confined to the acceptor.
final class AcceptBackoff {

    static final Duration FIRST = Duration.ofMillis(5);
    static final Duration LONGEST = Duration.ofMillis(800);

    private static final long REPORT_INTERVAL_NANOS = 1_000_000_000;

    private final DoubleSupplier random;
    private long pauseNanos = FIRST.toNanos();
    private long unreported;
    private boolean reportedBefore;
    private long reportedAt;

    /// @param random 0 inclusive to 1 exclusive
    AcceptBackoff(DoubleSupplier random) {
        this.random = random;
    }

    /// A failure has happened.
    ///
    /// @return how long to pause, in nanoseconds
    long failed() {
        unreported++;
        long pause = pauseNanos;
        pauseNanos = Math.min(pauseNanos * 2, LONGEST.toNanos());
        long jitter = (long) (pause * random.getAsDouble() / 2);
        return Math.max(pause - jitter, FIRST.toNanos());
    }

    /// How many failures are to be reported now; 0 if it is too early.
    long takeReport(long nowNanos) {
        if (unreported == 0 || (reportedBefore && nowNanos - reportedAt < REPORT_INTERVAL_NANOS)) {
            return 0;
        }
        long failures = unreported;
        unreported = 0;
        reportedBefore = true;
        reportedAt = nowNanos;
        return failures;
    }

    /// Accepting works again.
    void succeeded() {
        pauseNanos = FIRST.toNanos();
    }
}
