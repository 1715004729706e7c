package io.heddle;

import io.heddle.ListenerSnapshot.State;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The loop of one socket of a listener, in which peers are accepted: the [Door] says who comes in,
/// the [ConnectionRunner] does the rest.
///
/// It runs on a platform thread, so that handlers that keep all carriers busy cannot stop it, and
/// it owns the scope of its connections, so that none outlives the listener. It does not die:
/// whatever goes wrong, it pauses and goes on, until [#stop].
final class Acceptor implements Callable<@Nullable Void> {

    /// How long handlers have, after their connections are closed, before they are interrupted.
    static final Duration HANDLER_GRACE = Duration.ofSeconds(1);

    private static final long PAUSE_WITH_SPARE_NANOS = 50_000_000;

    private final String name;
    private final Listener listener;
    private final ServerState server;
    private final ConnectionRunner runner;
    private final Door door;
    private final AcceptBackoff backoff =
            new AcceptBackoff(() -> ThreadLocalRandom.current().nextDouble());

    private volatile State state = State.ACCEPTING; // written by the thread
    private volatile boolean draining;
    private volatile boolean stopping;
    private volatile Duration patience = HANDLER_GRACE; // written before stopping
    private volatile @Nullable Thread thread;

    /// @param name what its thread and its scope are called
    Acceptor(String name, Listener listener, ListenerState shared, ServerState server) {
        this.name = name;
        this.listener = listener;
        this.server = server;
        this.runner = new ConnectionRunner(listener, shared, server, this::connectionEnded);
        this.door = new Door(listener, shared, server, runner);
    }

    String name() {
        return name;
    }

    Listener listener() {
        return listener;
    }

    ConnectionRunner runner() {
        return runner;
    }

    Door door() {
        return door;
    }

    State state() {
        return state;
    }

    boolean runsOn(Thread candidate) {
        return thread == candidate;
    }

    /// Makes it accept those whom the kernel has, and then nobody any more. Any thread; does not
    /// block.
    void drain() {
        draining = true;
        wake();
    }

    /// Makes the loop end its connections and then itself. Any thread; does not block.
    ///
    /// @param patience how long handlers have before they are interrupted
    void stop(Duration patience) {
        this.patience = patience;
        stopping = true;
        wake();
    }

    private void wake() {
        listener.wake();
        LockSupport.unpark(thread);
    }

    private void connectionEnded(int left) {
        if (left == 0 && stopping) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public @Nullable Void call() throws IOException {
        thread = Thread.currentThread();
        try (Scope scope = Scope.open("listener " + name)) {
            while (!stopping) {
                try {
                    turn(scope);
                } catch (Throwable failure) { // of the system or the virtual machine
                    pauseAfter(failure);
                }
            }
            state = State.CLOSED;
            door.close();
            runner.endAll();
            Duration atMost = runner.origin().timeouts().linger().plus(patience);
            parkUntil(System.nanoTime() + atMost.toNanos(), () -> runner.live() == 0);
        }
        return null;
    }

    private void turn(Scope scope) throws IOException {
        state = door.admit(scope, draining);
        if (state == State.ACCEPTING) {
            backoff.succeeded();
        }
        if (!stopping) {
            listener.await(state == State.ACCEPTING, door.nanosToNextTurn());
        }
    }

    private void pauseAfter(Throwable failure) {
        long pause = backoff.failed();
        long end = System.nanoTime() + pause;
        AcceptFailure kind = AcceptFailure.of(failure);
        state = State.FAILING;
        if (kind == AcceptFailure.DESCRIPTORS && door.turnAwayBySpareDescriptor()) {
            end = System.nanoTime() + Math.min(pause, PAUSE_WITH_SPARE_NANOS);
        }
        long failures = backoff.takeReport(System.nanoTime());
        if (failures > 0) {
            server.observers().acceptFailed(listener.name(), kind, failures, failure);
        }
        parkUntil(end, () -> stopping);
    }

    /// Waits until the condition holds, whose change unparks this thread, or the time is over.
    private static void parkUntil(long endNanos, BooleanSupplier condition) {
        long left = endNanos - System.nanoTime();
        while (left > 0 && !condition.getAsBoolean()) {
            LockSupport.parkNanos(left);
            Thread.interrupted(); // nobody has reason to; it must not turn the wait into a spin
            left = endNanos - System.nanoTime();
        }
    }
}
