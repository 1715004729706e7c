package io.heddle.loadtest.compare;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of one fork: a fresh server JVM, warmed up and measured once.
///
/// @param round counts from 1
/// @param steady whether the rate was steady when the window began
/// @param idle null when idle memory was not asked for
public record Fork(
        String entry,
        int round,
        boolean steady,
        Window window,
        @Nullable IdleMemory idle,
        Map<String, String> settings) {

    public Fork {
        settings = Map.copyOf(settings);
    }
}
