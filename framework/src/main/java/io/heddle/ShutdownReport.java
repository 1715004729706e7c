package io.heddle;

import java.time.Duration;
import java.util.List;

/// What became of the connections of a server that was shut down.
///
/// @param took from the call to the end
/// @param drained how many connections ended by themselves after the listeners had closed
/// @param forced those that were closed when the grace was over, in the order of their ids
/// @param open how many connections were left when this was made: those whose handlers go on
///   without their connection; or all, if one of the server's own threads asked and did not wait
public record ShutdownReport(Duration took, int drained, List<Forced> forced, int open) {

    /// The list is copied.
    public ShutdownReport {
        forced = List.copyOf(forced);
    }

    /// A connection that was closed.
    ///
    /// @param connection as it was just before
    /// @param stack where its handler stood then, innermost first; empty if it had ended
    public record Forced(ConnectionSnapshot connection, List<StackTraceElement> stack) {

        /// The list is copied.
        public Forced {
            stack = List.copyOf(stack);
        }
    }
}
