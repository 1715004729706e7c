package io.heddle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Logs on `System.Logger`, name `io.heddle`.
///
/// - `WARNING`: handlers that fail, listeners that cannot accept, alarms, findings at the start,
///   stalls, observers that fail, shutdowns that had to close connections.
/// - `INFO`: the beginning of a shutdown, and its end if all connections ended by themselves.
/// - `DEBUG`: start and stop, peers turned away, limits of time that were over, handshakes that
///   failed.
///
/// Nothing is logged of a connection that ends well. `docs/observability.md` has every line.
///
/// **A flood of failures is no flood of lines.** Lines are of one kind if they tell of the same
/// thing: handlers that failed with exceptions of the same class, peers turned away for the same
/// reason. Of each kind the first is written at once, and from then on at most one in a second, of
/// stalls one in a minute. How many were left out is said at the end of the next line of their
/// kind, `… (and 1,234 more like it)`, which may come late; what has not been said when a server
/// stops is said then. Starts, stops, shutdowns and findings are never left out.
///
/// **What peers send does no harm.** They have a hand in the messages of exceptions. Control
/// characters and others that are not seen are escaped, in a line and in the exception that belongs
/// to it, and what is long is cut: no line is longer than 2 KiB. The logger gets the very exception
/// only if there is nothing of that in it, and otherwise a copy that prints the same stack trace.
///
/// Any thread; no lock is held while a line is written. What the logger throws is thrown.
public final class LoggingObserver implements ServerObserver {

    private final Logger log;
    private final LineLimit limit;

    /// Logs as `io.heddle`.
    public LoggingObserver() {
        this(System.getLogger("io.heddle"));
    }

    /// Logs on a logger of the caller's choice.
    public LoggingObserver(Logger log) {
        this(log, System::nanoTime);
    }

    /// @param nanoTime the clock that the kinds of lines are limited by
    LoggingObserver(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.limit = new LineLimit(nanoTime);
    }

    @Override
    public void started(SocketServer server) {
        log.log(Level.DEBUG, () -> LogLines.started(server));
    }

    @Override
    public void draining(SocketServer server) {
        log.log(Level.INFO, () -> LogLines.draining(server));
    }

    @Override
    public void drained(SocketServer server, ShutdownReport report) {
        List<ShutdownReport.Forced> forced = report.forced();
        if (forced.isEmpty()) {
            log.log(Level.INFO, () -> LogLines.drained(server, report));
        } else if (log.isLoggable(Level.WARNING)) {
            log.log(Level.WARNING, LogLines.drained(server, report));
            int named = Math.min(forced.size(), LogLines.MAX_FORCED);
            for (ShutdownReport.Forced one : forced.subList(0, named)) {
                log.log(Level.WARNING, LogLines.forced(server, one));
            }
            if (named < forced.size()) {
                log.log(Level.WARNING, LogLines.moreForced(server, forced.size() - named));
            }
        }
    }

    @Override
    public void stopped(SocketServer server) {
        limit.settle((event, detail, count) ->
                log.log(level(event), () -> LogLines.leftOut(server, event, detail, count)));
        log.log(Level.DEBUG, () -> LogLines.stopped(server));
    }

    @Override
    public void warned(SocketServer server, StartupFinding finding) {
        log.log(Level.WARNING, () -> LogLines.warned(server, finding));
    }

    @Override
    public void failed(Connection connection, Throwable failure) {
        write(
                LogEvent.FAILED,
                failure.getClass().getName(),
                () -> LogLines.failed(connection),
                failure);
    }

    /// These are counted by the listener already, so what is left out is added to its next count.
    @Override
    public void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        Level level = level(LogEvent.ACCEPT_FAILED);
        if (log.isLoggable(level)) {
            long before = limit.take(LogEvent.ACCEPT_FAILED, listener + ", " + kind, failures);
            if (before != LineLimit.LEFT_OUT) {
                String line = LogLines.acceptFailed(listener, kind, failures + before, cause);
                // where descriptors or memory are short, the stack says nothing and costs both
                Throwable shown = kind == AcceptFailure.OTHER ? LoggedFailure.of(cause) : null;
                log.log(level, line, shown);
            }
        }
    }

    @Override
    public void alarmed(SocketServer server, Alarm alarm, int connections) {
        write(
                LogEvent.ALARMED,
                alarm.name(),
                () -> LogLines.alarmed(server, alarm, connections),
                null);
    }

    @Override
    public void stalled(SocketServer server, Stall stall) {
        write(
                LogEvent.STALLED,
                stall.kind().name(),
                () -> LogLines.stalled(server, stall),
                stall.stack().isEmpty() ? null : LoggedFailure.at(stall.stack()));
    }

    @Override
    public void observerFailed(ServerObserver observer, @Nullable Throwable failure) {
        String name = observer.getClass().getName();
        write(
                LogEvent.OBSERVER_FAILED,
                failure == null ? name : name + ", " + failure.getClass().getName(),
                () -> LogLines.observerFailed(observer, failure),
                failure);
    }

    @Override
    public void rejected(Rejection rejection) {
        write(
                LogEvent.REJECTED,
                rejection.reason().name(),
                () -> LogLines.rejected(rejection),
                rejection.cause());
    }

    @Override
    public void handshaken(Connection connection, Duration took, @Nullable Throwable failure) {
        if (failure != null) {
            write(
                    LogEvent.HANDSHAKE_FAILED,
                    failure.getClass().getName(),
                    () -> LogLines.handshakeFailed(connection, took),
                    failure);
        }
    }

    @Override
    public void timedOut(Connection connection, TimeoutPhase phase) {
        write(LogEvent.TIMED_OUT, phase.name(), () -> LogLines.timedOut(connection, phase), null);
    }

    /// Writes a line unless it is left out, in which case its text is not even made.
    private void write(
            LogEvent event, String detail, Supplier<String> line, @Nullable Throwable failure) {
        Level level = level(event);
        if (log.isLoggable(level)) {
            long before = limit.take(event, detail, 1);
            if (before != LineLimit.LEFT_OUT) {
                log.log(
                        level,
                        line.get() + LogLines.andMore(before),
                        failure == null ? null : LoggedFailure.of(failure));
            }
        }
    }

    private static Level level(LogEvent event) {
        return event.isWarning() ? Level.WARNING : Level.DEBUG;
    }
}
