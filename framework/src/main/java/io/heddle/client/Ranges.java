package io.heddle.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Collects what is out of its range in a configuration, so that all of it is told at once.
final class Ranges {

    private final List<String> problems = new ArrayList<>();

    Ranges between(String name, long min, long max, long value) {
        return check(
                value >= min && value <= max,
                name + " must be between " + min + " and " + max + ", was " + value);
    }

    Ranges between(String name, Duration min, Duration max, Duration value) {
        return check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " must be between " + min + " and " + max + ", was " + value);
    }

    Ranges check(boolean fine, String problem) {
        if (!fine) {
            problems.add(problem);
        }
        return this;
    }

    /// @throws IllegalArgumentException naming every problem, if there is any
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
