package io.heddle.loadtest.selftest;

import java.time.Duration;

/// How long the parts take.
///
/// @param name `quick` or `full`
/// @param freezeRun the open loop through a freeze
/// @param freeze how long the server stands still
/// @param omission the closed loop through a freeze
/// @param jitter the mix of delays
/// @param pacing the open loop whose send lag is judged
/// @param ceiling the closed loop as fast as it goes
/// @param starvations how often a starved client must be flagged
public record Effort(
        String name,
        Duration freezeRun,
        Duration freeze,
        Duration omission,
        Duration jitter,
        Duration pacing,
        Duration ceiling,
        int starvations) {
    /// About a quarter of a minute.
    public static final Effort QUICK =
            new Effort(
                    "quick",
                    Duration.ofSeconds(4),
                    Duration.ofMillis(600),
                    Duration.ofMillis(1500),
                    Duration.ofMillis(2500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    2);

    /// About three quarters of a minute: the freeze of acceptance test A1.
    public static final Effort FULL =
            new Effort(
                    "full",
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    10);
}
