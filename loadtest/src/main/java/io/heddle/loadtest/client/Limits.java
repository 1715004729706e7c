package io.heddle.loadtest.client;

import java.time.Duration;

/// What a request may take.
///
/// @param timeout from the write of a request to its reply; then it counts as a timeout, is
///   recorded with its time, and its connection is replaced
/// @param deadline from the time at which a request was due; later replies count as missed. Zero
///   for none
/// @param connect for connecting, with TLS
public record Limits(Duration timeout, Duration deadline, Duration connect) {
    /// The defaults.
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(5));
}
