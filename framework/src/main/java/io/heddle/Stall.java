package io.heddle;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that should move and does not, as the watchdog of a server found it.
///
/// @param lasted for how long, so far
/// @param connection whose handler it is; null for [Kind#SCHEDULER], and for a pinned thread that
///   serves no connection of this server
/// @param stack where the thread stood, innermost first; empty for [Kind#SCHEDULER]
public record Stall(
        Kind kind,
        Duration lasted,
        @Nullable Connection connection,
        List<StackTraceElement> stack) {

    /// What does not move.
    public enum Kind {
        /// Virtual threads that could run have to wait: all carriers are busy.
        SCHEDULER,
        /// A virtual thread parked and kept its carrier.
        PINNED,
        /// A handler neither waits for its peer nor has moved a byte.
        HANDLER
    }

    /// The stack is copied.
    public Stall {
        stack = List.copyOf(stack);
    }
}
