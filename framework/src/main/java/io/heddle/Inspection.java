package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at connections from the outside, without disturbing them and without waiting for them:
/// what it reads is what they have last written.
final class Inspection {

    private Inspection() {}

    static ConnectionSnapshot of(Connection connection) {
        return of(connection, true);
    }

    /// @param withPlace whether to look where a handler that works is, which takes its stack
    static ConnectionSnapshot of(Connection connection, boolean withPlace) {
        ConnectionPhase phase = phase(connection);
        Limit next = nextLimit(connection, phase);
        return new ConnectionSnapshot(
                connection.id(),
                connection.listenerName(),
                connection.peerAddress(),
                phase,
                connection.age(),
                ticks(connection.readTimer().silentTicks()),
                connection.bytesIn(),
                connection.bytesOut(),
                next == null ? null : next.name(),
                next == null ? null : next.in(),
                withPlace ? place(connection, phase) : "",
                connection.tasks());
    }

    private static String place(Connection connection, ConnectionPhase phase) {
        Thread handler = connection.handlerThread();
        return phase == ConnectionPhase.WORKING && handler != null
                ? TaskSnapshot.placeOf(handler)
                : "";
    }

    static ConnectionPhase phase(Connection connection) {
        if (!connection.isTimed()) {
            return connection.handlerThread() == null
                    ? ConnectionPhase.STARTING
                    : ConnectionPhase.ENDING;
        }
        if (connection.isInHandshake()) {
            return ConnectionPhase.HANDSHAKE;
        }
        WriteTimer writes = connection.writeTimerIfAny();
        if (writes != null && writes.isWaiting()) {
            return ConnectionPhase.WRITING;
        }
        return connection.readTimer().isWaiting()
                ? ConnectionPhase.READING
                : ConnectionPhase.WORKING;
    }

    /// Where the handler stands, innermost first; empty if it has not begun or has ended.
    static List<StackTraceElement> stack(Connection connection) {
        Thread handler = connection.handlerThread();
        return handler == null ? List.of() : List.of(handler.getStackTrace());
    }

    private record Limit(String name, Duration in) {}

    private static @Nullable Limit nextLimit(Connection connection, ConnectionPhase phase) {
        PeerTimer waiting =
                switch (phase) {
                    case READING, HANDSHAKE -> connection.readTimer();
                    case WRITING -> connection.writeTimerIfAny();
                    default -> null;
                };
        Limit silence =
                waiting != null && waiting.isWaiting() ? silence(connection, waiting) : null;
        Deadline whole = connection.wholeLimit();
        if (whole == null) {
            return silence;
        }
        Duration left = whole.remaining();
        boolean isNearest = silence == null || left.compareTo(silence.in()) < 0;
        return isNearest ? new Limit(whole.label(), left) : silence;
    }

    private static @Nullable Limit silence(Connection connection, PeerTimer timer) {
        TimeoutPhase phase = timer.silence();
        Duration limit = connection.timeouts().limit(phase);
        return limit.equals(Timeouts.NEVER)
                ? null
                : new Limit(phase.label(), limit.minus(ticks(timer.silentTicks())));
    }

    private static Duration ticks(long ticks) {
        return TimerWheel.TICK.multipliedBy(ticks);
    }

    /// The first of some connections, in the order of their ids.
    static List<ConnectionSnapshot> first(int most, List<Connection> connections) {
        return connections.stream()
                .sorted(Comparator.comparingLong(Connection::id))
                .limit(most)
                .map(Inspection::of)
                .toList();
    }
}
