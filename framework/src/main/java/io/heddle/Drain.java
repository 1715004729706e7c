package io.heddle;

import io.heddle.ServerSnapshot.State;
import io.heddle.ShutdownReport.Forced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Stops a server step by step, on a thread of its own, as a [ShutdownPlan] says.
///
/// ```text
///  UNREADY --delay--> DRAINING --grace--> CLOSING --> handlers gone, or known to be stuck
///      |                  |                  ^
///      +------- close(), or nobody left -----+
/// ```
final class Drain {

    /// How long a handler has, after its connection was closed at the end of the grace, before it
    /// is interrupted; and then again before it is called stuck.
    private static final Duration CLOSED_HANDLER = Duration.ofMillis(200);

    /// How long the listeners have to accept what the kernel has.
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    /// How long there is for the first byte of a request that may be on its way.
    private static final Duration FIRST_BYTE = Duration.ofMillis(50);

    private static final Duration LOOK = Duration.ofMillis(2);
    private static final int MOST_STACKS = 1000;

    private final SocketServer server;
    private final ServerState state;
    private final List<Acceptor> acceptors;
    private final ShutdownPlan plan;
    private final Thread thread;
    private final long begin = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);

    private volatile State phase = State.UNREADY; // written by the thread
    private volatile boolean hurried;
    private volatile @Nullable Thread actions; // does what handlers want done
    private volatile @Nullable ShutdownReport report;

    Drain(SocketServer server, ServerState state, List<Acceptor> acceptors, ShutdownPlan plan) {
        this.server = server;
        this.state = state;
        this.acceptors = acceptors;
        this.plan = plan;
        this.thread =
                Thread.ofPlatform()
                        .name("drain " + server.name())
                        .daemon(false)
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    State phase() {
        return phase;
    }

    boolean runsOn(Thread candidate) {
        return thread == candidate || actions == candidate;
    }

    /// Ends the delay and the grace now. Any thread; does not block.
    void hurry() {
        hurried = true;
    }

    /// Waits for the end. An interrupt does not shorten the wait; the interrupt status is kept.
    ShutdownReport await() {
        Uninterruptibly.await(done);
        return soFar();
    }

    /// What can be said now.
    ShutdownReport soFar() {
        ShutdownReport last = report;
        return last != null ? last : report(List.of(), 0);
    }

    private ShutdownReport report(List<Forced> forced, int drained) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new ShutdownReport(took, drained, forced, state.connections().size());
    }

    private void run() {
        ShutdownReport last = report(List.of(), 0);
        try {
            state.observers().draining(server);
            awaitDelay();
            last = drain();
        } finally {
            report = last;
            state.observers().drained(server, last); // before the server can have stopped
            acceptors.forEach(acceptor -> acceptor.stop(Duration.ZERO));
            done.countDown();
        }
    }

    private void awaitDelay() {
        long end = System.nanoTime() + plan.delay().toNanos();
        awaitUntil(end, () -> false);
    }

    private ShutdownReport drain() {
        phase = State.DRAINING;
        long begin = System.nanoTime();
        long end = begin + plan.grace().toNanos();
        long endedBefore = state.connections().ended();
        state.drain().stage(DrainSignal.Stage.WHEN_ANSWERED);
        acceptors.forEach(Acceptor::drain);
        awaitUntil(begin + LAST_CALL.toNanos(), () -> acceptors.stream().allMatch(this::isDeaf));
        tell();
        awaitUntil(Math.min(end, System.nanoTime() + FIRST_BYTE.toNanos()), this::isEmpty);
        state.drain().stage(DrainSignal.Stage.WHEN_IDLE);
        wakeReaders();
        boolean isOver = awaitUntil(end - plan.farewell().toNanos(), this::isEmpty);
        if (!isOver && plan.farewell().isPositive()) { // else some would end by it, some be forced
            state.drain().stage(DrainSignal.Stage.FAREWELL);
            state.connections().all().forEach(connection -> connection.socket().wakeBoth());
            awaitUntil(end, this::isEmpty);
        }
        phase = State.CLOSING;
        List<Connection> served = served();
        long ended = state.connections().ended() - endedBefore;
        int lingering = state.connections().size() - served.size();
        List<Forced> forced = force(served);
        return report(forced, (int) ended + Math.max(0, lingering));
    }

    private boolean isDeaf(Acceptor acceptor) {
        return acceptor.state() == ListenerSnapshot.State.CLOSED;
    }

    private boolean isEmpty() {
        return state.connections().size() == 0
                && acceptors.stream().allMatch(acceptor -> acceptor.door().isQuiet());
    }

    /// Wakes those who wait for their next request, and lets handlers know.
    private void tell() {
        wakeReaders();
        List<Connection> wantToKnow =
                state.connections().all().stream()
                        .filter(ServedConnection::hasDrainActions)
                        .toList();
        if (!wantToKnow.isEmpty()) {
            Thread beside = // the drain, which must not wait for them
                    Thread.ofPlatform()
                            .name("drain actions " + server.name())
                            .daemon(true)
                            .unstarted(() -> wantToKnow.forEach(this::act));
            actions = beside;
            beside.start();
        }
    }

    private void wakeReaders() {
        for (Connection connection : state.connections().all()) {
            connection.socket().readable().wake();
        }
    }

    private void act(Connection connection) {
        for (Runnable action : connection.takeDrainActions()) {
            try {
                action.run();
            } catch (Throwable failure) { // the handler's own business
                state.observers().failed(connection, failure);
            }
        }
    }

    /// The connections whose handlers have not returned, in the order of their ids.
    private List<Connection> served() {
        return state.connections().all().stream()
                .filter(connection -> Inspection.phase(connection) != ConnectionPhase.ENDING)
                .sorted(Comparator.comparingLong(Connection::id))
                .toList();
    }

    /// Closes connections, interrupts handlers that go on all the same, and waits until the others
    /// have lingered.
    private List<Forced> force(List<Connection> served) {
        List<Forced> forced = new ArrayList<>(served.size());
        for (Connection connection : served) {
            boolean few = forced.size() < MOST_STACKS;
            List<StackTraceElement> stack = few ? Inspection.stack(connection) : List.of();
            forced.add(new Forced(Inspection.of(connection, few), stack));
        }
        served.forEach(connection -> connection.close(CloseReason.SERVER_CLOSED));
        awaitUntil(System.nanoTime() + CLOSED_HANDLER.toNanos(), () -> served().isEmpty());
        served().forEach(Connection::interruptHandler);
        awaitUntil(System.nanoTime() + CLOSED_HANDLER.toNanos(), () -> served().isEmpty());
        awaitUntil(System.nanoTime() + longestLinger(), this::isLeftToStuckHandlers);
        return forced;
    }

    private long longestLinger() {
        return acceptors.stream()
                .mapToLong(acceptor -> acceptor.runner().origin().timeouts().linger().toNanos())
                .max()
                .orElse(0);
    }

    private boolean isLeftToStuckHandlers() {
        return state.connections().size() == served().size();
    }

    /// Waits until the condition holds, which is looked at every few milliseconds, as it is made of
    /// many things, and a stop is rare.
    ///
    /// @return whether it holds; it may not if the time is over, or the drain is hurried
    private boolean awaitUntil(long endNanos, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            long left = endNanos - System.nanoTime();
            if (left <= 0 || (hurried && phase != State.CLOSING)) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(left, LOOK.toNanos()));
            Thread.interrupted(); // nobody has reason to; it must not turn the wait into a spin
        }
        return true;
    }
}
