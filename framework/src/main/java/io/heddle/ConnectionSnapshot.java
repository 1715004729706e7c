package io.heddle;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connection as it was at one moment. What is said of it was read one after the other while it
/// went on, so the parts may be a little apart.
///
/// @param id see [Connection#id()]
/// @param listener the name of the listener that accepted it
/// @param age since it was accepted
/// @param idle for how long its handler has waited for bytes and got none, to 10 ms; 0 if it does
///   not wait
/// @param bytesIn bytes read from the socket
/// @param bytesOut bytes written to the socket
/// @param limit which limit of time is over next if nothing moves; null if there is none
/// @param limitIn how long until then; negative if it is over; null if there is none
/// @param at while its handler works, the innermost frame of the handler's stack that is not the
///   JDK's; else empty
/// @param tasks those of its open [TaskScope]s that have not ended
public record ConnectionSnapshot(
        long id,
        String listener,
        SocketAddress peer,
        ConnectionPhase phase,
        Duration age,
        Duration idle,
        long bytesIn,
        long bytesOut,
        @Nullable String limit,
        @Nullable Duration limitIn,
        String at,
        List<TaskSnapshot> tasks) {

    /// The list is copied.
    public ConnectionSnapshot {
        tasks = List.copyOf(tasks);
    }
}
