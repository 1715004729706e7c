package io.heddle.loadtest.cli;

import java.time.Duration;
import java.util.List;

/// How much time a comparison takes, and so how much it can tell.
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum Effort {
    /// Minutes: shows directions.
    QUICK(
            3,
            Duration.ofMillis(1200),
            Duration.ofMillis(1800),
            Duration.ofMillis(1200),
            List.of(0.5),
            List.of(1000, 4000)),
    /// Half an hour for a scenario: can tell significant differences.
    STANDARD(
            6,
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(8),
            List.of(0.3, 0.7),
            List.of(1000, 2000, 4000, 8000)),
    /// Hours.
    FULL(
            10,
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            List.of(0.25, 0.5, 0.7),
            List.of(1000, 2000, 4000, 8000));

    private final int forks;
    private final Duration warmUpAtLeast;
    private final Duration warmUpAtMost;
    private final Duration window;
    private final List<Double> loadShares;
    private final List<Integer> idleCrowds;

    Effort(
            int forks,
            Duration warmUpAtLeast,
            Duration warmUpAtMost,
            Duration window,
            List<Double> loadShares,
            List<Integer> idleCrowds) {
        this.forks = forks;
        this.warmUpAtLeast = warmUpAtLeast;
        this.warmUpAtMost = warmUpAtMost;
        this.window = window;
        this.loadShares = loadShares;
        this.idleCrowds = idleCrowds;
    }

    int forks() {
        return forks;
    }

    Duration warmUpAtLeast() {
        return warmUpAtLeast;
    }

    Duration warmUpAtMost() {
        return warmUpAtMost;
    }

    Duration window() {
        return window;
    }

    List<Double> loadShares() {
        return loadShares;
    }

    List<Integer> idleCrowds() {
        return idleCrowds;
    }
}
