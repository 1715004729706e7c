package io.heddle.loadtest.selftest;

import java.util.List;

/// What one part of the self-test found.
///
/// @param name short and stable, such as `freeze`
/// @param proves what it shows, in one line
/// @param reason why it is broken, could not be judged, or was tried again; may be empty
/// @param attempts how often it was tried: again, once, if it broke while the machine was noisy
/// @param seconds it took
public record PartResult(
        String name,
        String proves,
        Outcome outcome,
        String reason,
        int attempts,
        double seconds,
        List<Reading> readings) {
    public PartResult {
        readings = List.copyOf(readings);
    }
}
