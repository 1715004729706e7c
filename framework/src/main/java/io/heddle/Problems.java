package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with a configuration, so that all of it is told at once.
final class Problems {

    private static final Duration SHORTEST_LIMIT = TimerWheel.TICK;
    private static final Duration LONGEST_LIMIT = Duration.ofDays(90);

    private final List<String> found = new ArrayList<>();

    Problems atLeast(String name, long min, long value) {
        return check(value >= min, name + " must be at least " + min + ", was " + value);
    }

    Problems between(String name, long min, long max, long value) {
        return check(
                value >= min && value <= max,
                name + " must be between " + min + " and " + max + ", was " + value);
    }

    /// Deadlines are checked for each message, so no text is made of what is fine.
    Problems between(String name, Duration min, Duration max, Duration value) {
        boolean fine = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
        return fine
                ? this
                : check(false, name + " must be between " + min + " and " + max + ", was " + value);
    }

    /// A limit of time: 10 ms to 90 days, or never.
    Problems limit(String name, Duration value) {
        boolean inRange =
                value.compareTo(SHORTEST_LIMIT) >= 0 && value.compareTo(LONGEST_LIMIT) <= 0;
        return inRange || value.equals(Timeouts.NEVER)
                ? this
                : check(
                        false,
                        name + " must be between PT0.01S and 90 days, or never, was " + value);
    }

    Problems check(boolean fine, String problem) {
        if (!fine) {
            found.add(problem);
        }
        return this;
    }

    /// @throws IllegalArgumentException naming every problem, if there is any
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", found));
        }
    }
}
