package io.heddle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Logs on `System.Logger`, name `io.heddle`: failing handlers and listeners at `WARNING`; start,
/// stop, timeouts and turned-away peers at `DEBUG`. Nothing is logged of a connection that ends
/// well.
public final class LoggingObserver implements ServerObserver {

    private final Logger log;

    /// Logs as `io.heddle`.
    public LoggingObserver() {
        this(System.getLogger("io.heddle"));
    }

    /// Logs on a logger of the caller's choice.
    public LoggingObserver(Logger log) {
        this.log = log;
    }

    @Override
    public void started(SocketServer server) {
        log.log(
                Level.DEBUG,
                () ->
                        server.name()
                                + " listens on "
                                + String.join(
                                        ", ",
                                        server.addresses().stream()
                                                .map(Addresses::print)
                                                .toList()));
    }

    @Override
    public void stopped(SocketServer server) {
        log.log(Level.DEBUG, () -> server.name() + " has stopped");
    }

    @Override
    public void rejected(Rejection rejection) {
        log.log(
                Level.DEBUG,
                () -> rejection.listener() + " turned a peer away: " + rejection.reason(),
                rejection.cause());
    }

    @Override
    public void failed(Connection connection, Throwable failure) {
        log.log(Level.WARNING, () -> "handler of " + connection + " failed", failure);
    }

    @Override
    public void timedOut(Connection connection, TimeoutPhase phase) {
        log.log(
                Level.DEBUG,
                () -> connection + " " + phase.text() + " " + connection.timeouts().limit(phase));
    }

    @Override
    public void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        log.log(
                Level.WARNING,
                () ->
                        listener
                                + " cannot accept ("
                                + kind
                                + ", "
                                + failures
                                + " times since the last report): "
                                + cause.getMessage());
    }
}
