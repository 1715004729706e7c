package io.heddle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds handlers that neither wait for their peer nor have moved a byte for a while.
///
/// Nobody is asked to keep a clock for it: it remembers those that it finds at work, and how many
/// bytes they had moved, from look to look.
///
/// Confined to the watchdog.
final class IdleHands {

    private static final int MOST = 10_000; // remembered
    private static final int MOST_TOLD = 10; // at one look

    /// A connection at work, as it was when it was seen first.
    private record Suspect(long bytes, long sinceNanos, boolean told) {}

    private final Duration limit;
    private Map<Connection, Suspect> suspects = new HashMap<>();

    IdleHands(Duration limit) {
        this.limit = limit;
    }

    /// Looks at the connections of the server.
    ///
    /// @return what is to be told
    List<Stall> look(List<Connection> connections, long nowNanos) {
        if (limit.equals(Timeouts.NEVER)) {
            return List.of();
        }
        List<Stall> stalls = new ArrayList<>();
        Map<Connection, Suspect> seen = new HashMap<>();
        for (Connection connection : connections) {
            if (seen.size() < MOST && isAtWork(connection)) {
                Suspect suspect = suspect(connection, nowNanos);
                long lasted = nowNanos - suspect.sinceNanos();
                boolean tell = !suspect.told() && lasted > limit.toNanos();
                if (tell && stalls.size() < MOST_TOLD) {
                    stalls.add(stall(connection, lasted));
                    suspect = new Suspect(suspect.bytes(), suspect.sinceNanos(), true);
                }
                seen.put(connection, suspect);
            }
        }
        suspects = seen;
        return stalls;
    }

    private static boolean isAtWork(Connection connection) {
        ConnectionPhase phase = Inspection.phase(connection);
        return phase == ConnectionPhase.WORKING
                || (phase == ConnectionPhase.HANDSHAKE && !connection.readTimer().isWaiting());
    }

    private Suspect suspect(Connection connection, long nowNanos) {
        long bytes = connection.bytesIn() + connection.bytesOut();
        Suspect before = suspects.get(connection);
        return before != null && before.bytes() == bytes
                ? before
                : new Suspect(bytes, nowNanos, false);
    }

    private static Stall stall(Connection connection, long lasted) {
        return new Stall(
                Stall.Kind.HANDLER,
                Duration.ofNanos(lasted),
                connection,
                Inspection.stack(connection));
    }
}
