package io.heddle;

import io.heddle.internal.text.LogText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The texts of the lines that a [LoggingObserver] writes. Each is one line of at most 2 KiB, as
/// UTF-8, whatever is in it.
final class LogLines {

    /// How many connections that were closed are named one by one.
    static final int MAX_FORCED = 10;

    private static final int MAX_NAME = 100;
    private static final int MAX_MESSAGE = LoggedFailure.MAX_MESSAGE;
    private static final int FRAMES = 8;

    private LogLines() {}

    static String started(SocketServer server) {
        List<String> addresses = server.addresses().stream().map(Addresses::print).toList();
        return name(server) + " listens on " + cut(String.join(", ", addresses));
    }

    static String stopped(SocketServer server) {
        return name(server) + " has stopped";
    }

    static String draining(SocketServer server) {
        return name(server) + " is about to stop, connections: " + server.connections();
    }

    static String drained(SocketServer server, ShutdownReport report) {
        return name(server)
                + " was shut down in "
                + millis(report.took())
                + ", connections that ended by themselves: "
                + report.drained()
                + ", closed: "
                + report.forced().size()
                + ", left: "
                + report.open();
    }

    /// One of the connections that a shutdown closed.
    static String forced(SocketServer server, ShutdownReport.Forced forced) {
        ConnectionSnapshot connection = forced.connection();
        return name(server)
                + " closed connection-"
                + connection.id()
                + " of "
                + cut(Addresses.print(connection.peer()))
                + ", "
                + connection.phase()
                + ", "
                + millis(connection.age())
                + " old, at "
                + stack(forced.stack());
    }

    static String moreForced(SocketServer server, int count) {
        return name(server) + " closed " + grouped(count) + " more connections";
    }

    /// The innermost frames, in one line. Of those of the JDK that come first only the one that was
    /// called: what it does inside to wait is always the same.
    private static String stack(List<StackTraceElement> stack) {
        int from = 0;
        while (from + 1 < stack.size()
                && isOfTheJdk(stack.get(from))
                && isOfTheJdk(stack.get(from + 1))) {
            from++;
        }
        int to = Math.min(stack.size(), from + FRAMES);
        List<String> frames =
                stack.subList(from, to).stream().map(StackTraceElement::toString).toList();
        return frames.isEmpty() ? "its end" : cut(String.join(" < ", frames));
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.") || frame.getClassName().startsWith("jdk.");
    }

    static String warned(SocketServer server, StartupFinding finding) {
        return name(server) + ": " + cut(finding.message()) + " [" + name(finding.rule()) + "]";
    }

    static String failed(Connection connection) {
        return "handler of " + name(connection) + " failed";
    }

    static String handshakeFailed(Connection connection, Duration took) {
        return "handshake of " + name(connection) + " failed after " + millis(took);
    }

    static String timedOut(Connection connection, TimeoutPhase phase) {
        return name(connection) + " " + phase.text() + " " + connection.timeouts().limit(phase);
    }

    static String rejected(Rejection rejection) {
        String peer = rejection.peer() == null ? "a peer" : cut(Addresses.print(rejection.peer()));
        return name(rejection.listener()) + " turned " + peer + " away: " + rejection.reason();
    }

    static String acceptFailed(
            String listener, AcceptFailure kind, long failures, Throwable cause) {
        return name(listener)
                + " cannot accept ("
                + kind
                + ", "
                + grouped(failures)
                + " times since the last report): "
                + LoggedFailure.message(cause);
    }

    static String alarmed(SocketServer server, Alarm alarm, int connections) {
        return name(server)
                + " has "
                + connections
                + " connections, alarm "
                + name(alarm.name())
                + " is at "
                + alarm.connections();
    }

    static String stalled(SocketServer server, Stall stall) {
        String of = stall.connection() == null ? "" : " of " + name(stall.connection());
        return name(server) + ": " + what(stall.kind(), of) + " for " + millis(stall.lasted());
    }

    /// No `switch`, which has a class of its own; a process without descriptors cannot load it.
    private static String what(Stall.Kind kind, String of) {
        if (kind == Stall.Kind.SCHEDULER) {
            return "no carrier has been free for virtual threads";
        }
        return kind == Stall.Kind.PINNED
                ? "a virtual thread" + of + " has waited without giving its carrier back"
                : "a handler" + of + " has neither waited for its peer nor moved a byte";
    }

    static String observerFailed(ServerObserver observer, @Nullable Throwable failure) {
        return "observer "
                + name(observer.getClass().getName())
                + (failure == null ? " blocks and is left out until it no longer does" : " failed");
    }

    /// What was left out when its server stopped.
    static String leftOut(SocketServer server, LogEvent event, String detail, long count) {
        return name(server)
                + " had more "
                + event.many()
                + " that were left out here: "
                + grouped(count)
                + " ("
                + cut(detail)
                + ")";
    }

    /// What comes after a line of whose kind others were left out.
    static String andMore(long count) {
        return count == 0 ? "" : " … (and " + grouped(count) + " more like it)";
    }

    /// With commas, `1,234`. By hand: a formatter loads a locale's data, for which a process may
    /// have no descriptor left.
    static String grouped(long count) {
        var digits = new StringBuilder().append(count);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }

    private static String name(SocketServer server) {
        return name(server.name());
    }

    private static String name(Connection connection) {
        return cut(connection.toString());
    }

    private static String name(String name) {
        return LogText.escape(name, MAX_NAME);
    }

    private static String cut(String text) {
        return LogText.escape(text, MAX_MESSAGE);
    }

    private static String millis(Duration time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
