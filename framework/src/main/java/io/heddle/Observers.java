package io.heddle;

import io.heddle.GuardedObserver.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All observers of a server as one, and the flight recorder, none of which can do harm. Any
/// thread.
///
/// What a connection's thread or the server's own has to say is said on that thread; what is said
/// on the threads that accept, and on the one that times everything, is said aside.
final class Observers {

    private final ServerObserver recorder; // ours: never blocks, and costs nothing while it is off
    private final List<GuardedObserver> observers = new ArrayList<>();
    private volatile @Nullable SocketServer server; // from its start on

    /// @param serverName for the names of threads
    Observers(String serverName, List<ServerObserver> observers) {
        this.recorder = new FlightRecorderObserver(serverName);
        for (ServerObserver observer : observers) {
            String threadName = "observer " + serverName + " " + (this.observers.size() + 1);
            this.observers.add(new GuardedObserver(observer, threadName, this::failed));
        }
    }

    void started(SocketServer started) {
        server = started;
        tell(Kind.LIFE, observer -> observer.started(started));
    }

    void warned(StartupFinding finding) {
        SocketServer own = server;
        if (own != null) {
            tell(Kind.LIFE, observer -> observer.warned(own, finding));
        }
    }

    /// The last that is told, and aside: an observer that blocks must not keep a server from having
    /// stopped.
    void stopped(SocketServer stopped) {
        record(observer -> observer.stopped(stopped));
        observers.forEach(guarded -> guarded.tellLast(observer -> observer.stopped(stopped)));
        observers.forEach(GuardedObserver::close);
    }

    void draining(SocketServer stopping) {
        tellAside(observer -> observer.draining(stopping));
    }

    void drained(SocketServer stopping, ShutdownReport report) {
        tellAside(observer -> observer.drained(stopping, report));
    }

    void accepted(Connection connection) {
        tell(Kind.ACCEPTED, observer -> observer.accepted(connection));
    }

    void rejected(Rejection rejection) {
        tellAside(observer -> observer.rejected(rejection));
    }

    void handshaken(Connection connection, Duration took, @Nullable Throwable failure) {
        tell(Kind.HANDSHAKEN, observer -> observer.handshaken(connection, took, failure));
    }

    void handled(Connection connection, Duration took) {
        tell(Kind.HANDLED, observer -> observer.handled(connection, took));
    }

    void failed(Connection connection, Throwable failure) {
        tell(Kind.FAILED, observer -> observer.failed(connection, failure));
    }

    void timedOut(Connection connection, TimeoutPhase phase) {
        tellAside(observer -> observer.timedOut(connection, phase));
    }

    void closed(Connection connection, CloseReason reason) {
        tell(Kind.CLOSED, observer -> observer.closed(connection, reason));
    }

    void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        tellAside(observer -> observer.acceptFailed(listener, kind, failures, cause));
    }

    void alarmed(Alarm alarm, int connections) {
        SocketServer own = server;
        if (own != null) {
            tellAside(observer -> observer.alarmed(own, alarm, connections));
        }
    }

    void stalled(Stall stall) {
        SocketServer own = server;
        if (own != null) {
            tellAside(observer -> observer.stalled(own, stall));
        }
    }

    /// Whether a thread is one that tells observers.
    boolean runOn(Thread candidate) {
        return observers.stream().anyMatch(observer -> observer.runsOn(candidate));
    }

    /// Looks for observers that block.
    void look() {
        observers.forEach(GuardedObserver::look);
    }

    /// Waits until all that was said aside has been told, for a second at most.
    void flush() {
        observers.forEach(GuardedObserver::flush);
    }

    private void failed(GuardedObserver culprit, @Nullable Throwable failure) {
        for (GuardedObserver other : observers) {
            if (other != culprit) {
                other.tellAside(observer -> observer.observerFailed(culprit.observer(), failure));
            }
        }
    }

    private void tell(Kind kind, Consumer<ServerObserver> event) {
        record(event);
        for (GuardedObserver observer : observers) {
            observer.tell(kind, event);
        }
    }

    private void tellAside(Consumer<ServerObserver> event) {
        record(event);
        for (GuardedObserver observer : observers) {
            observer.tellAside(event);
        }
    }

    private void record(Consumer<ServerObserver> event) {
        try {
            event.accept(recorder);
        } catch (Throwable failure) { // out of memory, say
        }
    }
}
