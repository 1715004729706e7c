package io.heddle;

import java.util.List;
import java.util.function.Consumer;

/// All observers of a server as one, none of which can do harm: what they throw is dropped.
final class Observers implements ServerObserver {

    private final List<ServerObserver> observers;

    Observers(List<ServerObserver> observers) {
        this.observers = observers;
    }

    @Override
    public void started(SocketServer server) {
        tell(observer -> observer.started(server));
    }

    @Override
    public void stopped(SocketServer server) {
        tell(observer -> observer.stopped(server));
    }

    @Override
    public void accepted(Connection connection) {
        tell(observer -> observer.accepted(connection));
    }

    @Override
    public void rejected(Rejection rejection) {
        tell(observer -> observer.rejected(rejection));
    }

    @Override
    public void failed(Connection connection, Throwable failure) {
        tell(observer -> observer.failed(connection, failure));
    }

    @Override
    public void timedOut(Connection connection, TimeoutPhase phase) {
        tell(observer -> observer.timedOut(connection, phase));
    }

    @Override
    public void closed(Connection connection, CloseReason reason) {
        tell(observer -> observer.closed(connection, reason));
    }

    @Override
    public void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        tell(observer -> observer.acceptFailed(listener, kind, failures, cause));
    }

    private void tell(Consumer<ServerObserver> event) {
        for (ServerObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (Throwable ignored) { // by contract: an observer cannot disturb the server
            }
        }
    }
}
