package io.heddle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with a configuration, so that all of it is told at once.
final class Problems {

    private final List<String> found = new ArrayList<>();

    Problems atLeast(String name, long min, long value) {
        return check(value >= min, name + " must be at least " + min + ", was " + value);
    }

    Problems between(String name, long min, long max, long value) {
        return check(
                value >= min && value <= max,
                name + " must be between " + min + " and " + max + ", was " + value);
    }

    Problems between(String name, Duration min, Duration max, Duration value) {
        return check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " must be between " + min + " and " + max + ", was " + value);
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
