package io.heddle;

import static io.heddle.Eventually.eventually;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Notes what a server tells, in order.
public final class RecordingObserver implements ServerObserver {

    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rejected = new AtomicInteger();

    @Override
    public void started(SocketServer server) {
        events.add("started");
    }

    @Override
    public void stopped(SocketServer server) {
        events.add("stopped");
    }

    @Override
    public void accepted(Connection connection) {
        accepted.add(connection);
        events.add("accepted " + connection.id());
    }

    @Override
    public void rejected(Rejection rejection) {
        rejected.incrementAndGet();
        events.add("rejected " + rejection.reason());
    }

    @Override
    public void failed(Connection connection, Throwable failure) {
        failures.add(failure);
        events.add("failed " + connection.id());
    }

    @Override
    public void closed(Connection connection, CloseReason reason) {
        events.add("closed " + connection.id() + " " + reason);
        reasons.add(reason); // last: that is what tests wait for
    }

    @Override
    public void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        events.add("acceptFailed " + kind);
    }

    public List<String> events() {
        return List.copyOf(events);
    }

    public List<Connection> accepted() {
        return List.copyOf(accepted);
    }

    public List<CloseReason> reasons() {
        return List.copyOf(reasons);
    }

    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    public int rejections() {
        return rejected.get();
    }

    /// The reason of the only connection, once it has ended.
    public CloseReason awaitReason() {
        awaitClosed(1);
        return reasons.element();
    }

    public RecordingObserver awaitClosed(int connections) {
        eventually().until(() -> reasons.size() >= connections);
        return this;
    }
}
