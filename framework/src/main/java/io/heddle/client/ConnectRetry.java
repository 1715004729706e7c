package io.heddle.client;

import io.heddle.ConnectFailedException;
import io.heddle.LookupFailedException;
import io.heddle.Timeouts;
import java.time.Duration;

/// How often a client tries to connect, and how long it pauses between two tries.
///
/// The pause is chosen at random from nothing up to a limit that doubles with each try, so that
/// many clients that have lost their server do not come back at the same time (*full jitter*).
/// Tried again is what may go by itself: nobody listens, the host or its network cannot be reached,
/// or does not answer, there is no file for the Unix-domain socket yet, or the name cannot be
/// looked up. What fails when the connection is there, in TLS say, is not.
///
/// @param attempts how many tries there are, 1 to 1,000
/// @param firstPause the limit of the first pause, 1 ms to 1 h
/// @param longestPause the limit of any pause, `firstPause` to 1 h
/// @param within how long all tries and pauses may take together, 10 ms to 90 days or
///   [Timeouts#NEVER]; a [io.heddle.Deadline] of the caller's that is nearer holds, too
public record ConnectRetry(
        int attempts, Duration firstPause, Duration longestPause, Duration within) {

    private static final int MOST_ATTEMPTS = 1000;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(90);

    /// One try.
    public static final ConnectRetry NONE =
            new ConnectRetry(1, SHORTEST_PAUSE, SHORTEST_PAUSE, Timeouts.NEVER);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ConnectRetry {
        new Ranges()
                .between("attempts", 1, MOST_ATTEMPTS, attempts)
                .between("firstPause", SHORTEST_PAUSE, LONGEST_PAUSE, firstPause)
                .between("longestPause", firstPause, LONGEST_PAUSE, longestPause)
                .check(
                        within.equals(Timeouts.NEVER)
                                || (within.compareTo(SHORTEST) >= 0
                                        && within.compareTo(LONGEST) <= 0),
                        "within must be between PT0.01S and 90 days, or never, was " + within)
                .throwIfAny();
    }

    /// Tries for some time: with pauses of up to 100 ms at first and 5 s at last.
    ///
    /// @param within how long all may take together, 10 ms to 90 days
    /// @throws IllegalArgumentException if it is out of its range
    public static ConnectRetry within(Duration within) {
        return new ConnectRetry(
                MOST_ATTEMPTS, Duration.ofMillis(100), Duration.ofSeconds(5), within);
    }

    /// A copy with another number of tries.
    public ConnectRetry withAttempts(int attempts) {
        return new ConnectRetry(attempts, firstPause, longestPause, within);
    }

    /// A copy with other limits of pauses.
    public ConnectRetry withPauses(Duration firstPause, Duration longestPause) {
        return new ConnectRetry(attempts, firstPause, longestPause, within);
    }

    /// A copy with another limit of the whole.
    public ConnectRetry withWithin(Duration within) {
        return new ConnectRetry(attempts, firstPause, longestPause, within);
    }

    /// Whether a failure, or one of those that came with it, may go by itself.
    static boolean mayPass(Throwable failure) {
        if (failure instanceof LookupFailedException) {
            return true;
        }
        if (failure instanceof ConnectFailedException failed) {
            boolean passes =
                    switch (failed.reason()) {
                        case REFUSED, UNREACHABLE, TIMED_OUT, NO_SUCH_FILE -> true;
                        case LOCAL_ADDRESS, NO_PERMISSION, DESCRIPTORS, OTHER -> false;
                    };
            if (passes) {
                return true;
            }
            for (Throwable other : failed.getSuppressed()) {
                if (mayPass(other)) {
                    return true;
                }
            }
        }
        return false;
    }
}
