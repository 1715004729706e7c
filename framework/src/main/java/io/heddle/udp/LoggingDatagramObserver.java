package io.heddle.udp;

import io.heddle.ShutdownReport;
import io.heddle.internal.text.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Logs on `System.Logger`, name `io.heddle.udp`.
///
/// - `WARNING`: handlers that fail, sockets that cannot receive, observers that fail, shutdowns
///   that had to end handlers.
/// - `INFO`: datagrams that were dropped; the end of a shutdown.
/// - `DEBUG`: start and stop.
///
/// Of failing handlers and sockets at most one line a second is written each; how many were left
/// out is said in the next one. Nothing is logged of a session. What a peer has put into the
/// message of an exception is escaped and cut, so no line is longer than 2 KiB.
///
/// Any thread. What the logger throws is thrown.
public final class LoggingDatagramObserver implements DatagramObserver {

    private static final long INTERVAL_NANOS = 1_000_000_000;
    private static final int MAX_NAME = 120;
    private static final int MAX_MESSAGE = 500;
    private static final int FRAMES = 6;
    private static final int HANDLER = 0;
    private static final int SOCKET = 1;
    private static final int KINDS = 2;

    private final Logger log;
    private final LongSupplier nanoTime;
    private final long began;
    private final AtomicLongArray next = new AtomicLongArray(KINDS); // when a line may be written
    private final AtomicLongArray leftOut = new AtomicLongArray(KINDS);

    /// Logs as `io.heddle.udp`.
    public LoggingDatagramObserver() {
        this(System.getLogger("io.heddle.udp"));
    }

    /// Logs on a logger of the caller's choice.
    public LoggingDatagramObserver(Logger log) {
        this(log, System::nanoTime);
    }

    /// @param nanoTime the clock that lines are limited by
    LoggingDatagramObserver(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public void started(DatagramServer server) {
        log.log(Level.DEBUG, () -> name(server) + " receives on " + server.addresses());
    }

    @Override
    public void drained(DatagramServer server, ShutdownReport report) {
        boolean forced = !report.forced().isEmpty();
        log.log(
                forced ? Level.WARNING : Level.INFO,
                () ->
                        name(server)
                                + " was shut down, handlers that ended by themselves: "
                                + report.drained()
                                + ", interrupted: "
                                + report.forced().size()
                                + ", left: "
                                + report.open());
    }

    @Override
    public void stopped(DatagramServer server) {
        log.log(Level.DEBUG, () -> name(server) + " has stopped");
    }

    @Override
    public void failed(DatagramServer server, InetSocketAddress peer, Throwable failure) {
        write(HANDLER, () -> name(server) + ": handler for " + peer + " failed: " + of(failure));
    }

    @Override
    public void dropped(DatagramServer server, DropReason reason, long count) {
        log.log(Level.INFO, () -> name(server) + " dropped " + count + " datagrams: " + reason);
    }

    @Override
    public void receiveFailed(
            DatagramServer server, InetSocketAddress address, long failures, Throwable cause) {
        write(
                SOCKET,
                () ->
                        name(server)
                                + " cannot receive on "
                                + address
                                + " ("
                                + failures
                                + " times since the last report): "
                                + of(cause));
    }

    @Override
    public void observerFailed(DatagramObserver observer, @Nullable Throwable failure) {
        String name = LogText.escape(observer.getClass().getName(), MAX_NAME);
        log.log(
                Level.WARNING,
                () ->
                        "observer "
                                + name
                                + (failure == null
                                        ? " is too slow and loses events"
                                        : " failed: " + of(failure)));
    }

    private void write(int kind, Supplier<String> line) {
        long now = nanoTime.getAsLong() - began;
        long due = next.get(kind);
        if (now < due || !next.compareAndSet(kind, due, now + INTERVAL_NANOS)) {
            leftOut.incrementAndGet(kind);
            return;
        }
        long more = leftOut.getAndSet(kind, 0);
        log.log(
                Level.WARNING,
                () -> line.get() + (more == 0 ? "" : " … (and " + more + " more like it)"));
    }

    private static String name(DatagramServer server) {
        return LogText.escape(server.name(), MAX_NAME);
    }

    /// A failure in one line. Never throws because the failure does when it is asked what it is.
    private static String of(Throwable failure) {
        var text = new StringBuilder(LogText.escape(failure.getClass().getName(), MAX_NAME));
        try {
            String message = failure.getMessage();
            if (message != null) {
                text.append(": ").append(LogText.escape(message, MAX_MESSAGE));
            }
        } catch (Throwable mute) { // the handler's own exception class, and its own code
            text.append(" (cannot say what happened)");
        }
        StackTraceElement[] stack = failure.getStackTrace();
        String before = ", at ";
        for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
            text.append(before).append(LogText.escape(stack[i].toString(), MAX_NAME));
            before = " < ";
        }
        return text.toString();
    }
}
