package io.heddle.loadtest.cli;

import io.heddle.loadtest.quantity.Durations;
import java.time.Duration;

/// How long a load runs before it counts.
///
/// @param atLeast even if the rate is steady earlier
/// @param atMost even if it never is
record WarmUpTime(Duration atLeast, Duration atMost) {
    private static final String AUTO = "auto";
    private static final Duration LONGEST = Duration.ofHours(1);

    /// Reads `auto` or a duration.
    ///
    /// @param automatic what `auto` means
    static WarmUpTime parse(Bounds bounds, String text, WarmUpTime automatic) {
        if (text.equals(AUTO)) {
            return automatic;
        }
        try {
            var fixed = Durations.parse(text);
            bounds.between("--warmup", fixed, Duration.ZERO, LONGEST);
            return new WarmUpTime(fixed, fixed);
        } catch (IllegalArgumentException e) {
            throw bounds.violation("--warmup: %s, or auto".formatted(e.getMessage()));
        }
    }
}
