package io.heddle;

import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running server: its listeners, and the connections accepted from them.
///
/// ```java
/// try (var server = SocketServer.start(ServerConfig.onPort(7007),
///         connection -> connection.input().transferTo(connection.output()))) {
///     server.awaitStopped();
/// }
/// ```
///
/// Server, listeners and connections are a tree of scopes: no connection outlives its listener, no
/// listener its server. A running server keeps the virtual machine alive.
///
/// Any thread may call any method. docs/stopping.md and docs/observability.md tell more.
public final class SocketServer implements AutoCloseable {

    private final ServerState state;
    private final List<AcceptorGroup> listeners;
    private final List<Acceptor> acceptors; // of all listeners
    private final ServerLife life;
    private final AtomicReference<@Nullable Drain> drain = new AtomicReference<>();
    private final long startedAt; // on the wheel's clock
    private volatile boolean closing;
    private volatile @Nullable Thread starter = Thread.currentThread(); // until it has started

    private SocketServer(ServerState state, List<AcceptorGroup> listeners, boolean shown) {
        this.state = state;
        this.listeners = listeners;
        this.acceptors = listeners.stream().flatMap(group -> group.acceptors().stream()).toList();
        this.startedAt = state.wheel().nanoTime();
        this.life = new ServerLife(this, state, acceptors, shown ? ManagedServer.of(this) : null);
    }

    /// Starts a server. When this returns it listens; when it throws, nothing is left open.
    ///
    /// @param handler called for each connection, on a virtual thread of its own
    /// @throws ListenException if an address cannot be bound
    /// @throws IllegalArgumentException if a socket option is unknown here or its value is refused,
    ///   naming all of them
    /// @throws IOException if the system has no descriptors left
    public static SocketServer start(ServerConfig config, ConnectionHandler handler)
            throws IOException {
        return start(config, handler, TimerWheel.shared(), true);
    }

    /// Starts a server.
    ///
    /// @param wheel times its connections
    /// @param shown whether it can be seen from outside of the process
    static SocketServer start(
            ServerConfig config, ConnectionHandler handler, TimerWheel wheel, boolean shown)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        OptionCheck.check(config);
        WarmUp.once();
        PollerGroup pollers = PollerGroup.open(config.pollers());
        List<List<Listener>> listeners = new ArrayList<>();
        try {
            for (ListenerConfig listener : config.listeners()) {
                listeners.add(Listener.open(listener));
            }
            ServerState state = ServerState.of(config, handler, pollers, wheel);
            var server =
                    new SocketServer(
                            state,
                            listeners.stream()
                                    .map(sockets -> AcceptorGroup.of(sockets, state))
                                    .toList(),
                            shown);
            server.begin();
            return server;
        } catch (Throwable failure) {
            pollers.close();
            listeners.forEach(sockets -> sockets.forEach(Listener::closeQuietly));
            throw failure;
        }
    }

    private void begin() {
        state.observers().started(this);
        StartupCheck.of(state.config()).forEach(state.observers()::warned);
        starter = null;
        try {
            life.begin();
        } catch (Throwable notBegun) {
            state.observers().stopped(this);
            throw notBegun;
        }
    }

    /// The name it was configured with.
    public String name() {
        return state.config().name();
    }

    /// The port of the first listener that has one, 1 to 65535.
    ///
    /// @throws IllegalStateException if none has one
    public int port() {
        for (SocketAddress address : addresses()) {
            if (address instanceof InetSocketAddress inet) {
                return inet.getPort();
            }
        }
        throw new IllegalStateException("no listener of " + name() + " has a port");
    }

    /// The addresses of all listeners, in their order, with the ports that the system chose.
    public List<SocketAddress> addresses() {
        return listeners.stream().map(AcceptorGroup::address).toList();
    }

    /// How many connections are open now.
    public int connections() {
        return state.connections().size();
    }

    /// How many bytes its connections have read so far.
    public long bytesIn() {
        return state.traffic().bytesIn().sum();
    }

    /// How many bytes its connections have written so far.
    public long bytesOut() {
        return state.traffic().bytesOut().sum();
    }

    /// The connections that are open now. What is wanted of them, or about them, they do or say
    /// themselves: [Connection#snapshot()], [Connection#close()].
    public List<Connection> openConnections() {
        return state.connections().all();
    }

    /// The open connection with an id.
    public Optional<Connection> connection(long id) {
        return Optional.ofNullable(state.connections().find(id));
    }

    /// Waits until at most so many connections are open.
    ///
    /// @param connections at least 0
    /// @param timeout how long at most
    /// @return whether at most so many are open; false if the time is over
    /// @throws InterruptedException if the thread is interrupted while it waits
    public boolean awaitConnections(int connections, Duration timeout) throws InterruptedException {
        new Problems().atLeast("connections", 0, connections).throwIfAny();
        return state.connections().awaitAtMost(connections, timeout.toNanos());
    }

    /// The limits in force.
    public Limits limits() {
        return state.limits().limits();
    }

    /// Changes the limits from now on. No connection is ended: where more are open than there may
    /// be, none is accepted until enough have ended.
    public void limits(Limits limits) {
        state.limits().change(limits, state.connections()::all);
        listeners.forEach(group -> group.shared().wake());
    }

    /// Changes the limits of one listener from now on, likewise.
    ///
    /// @throws IllegalArgumentException if there is no listener of that name
    public void limits(String listener, ListenerLimits limits) {
        listener(listener).shared().limits(limits);
    }

    /// Changes what connections begin with that are accepted by one listener from now on.
    ///
    /// @throws IllegalArgumentException if there is no listener of that name
    public void timeouts(String listener, Timeouts timeouts) {
        listener(listener).shared().origin().timeouts(timeouts);
    }

    /// Makes a listener accept nobody for now. It keeps its port and its connections; peers that
    /// come wait in its backlog. The server is not ready ([#isReady()]). Does not block.
    ///
    /// @throws IllegalArgumentException if there is no listener of that name
    public void suspend(String listener) {
        listener(listener).shared().suspend(true);
    }

    /// Makes a listener accept again.
    ///
    /// @throws IllegalArgumentException if there is no listener of that name
    public void resume(String listener) {
        listener(listener).shared().suspend(false);
    }

    private AcceptorGroup listener(String name) {
        for (AcceptorGroup group : listeners) {
            if (group.name().equals(name)) {
                return group;
            }
        }
        throw new IllegalArgumentException(
                "listener must be one of " + state.config().listenerNames() + ", was " + name);
    }

    /// Whether new peers are welcome: all its listeners accept, and nobody has begun to stop it. At
    /// its limits it is still ready.
    public boolean isReady() {
        return stateNow() == ServerSnapshot.State.RUNNING
                && listeners.stream().noneMatch(group -> group.shared().isSuspended());
    }

    /// The server as it is now, with some of its connections: those with the lowest ids. Any
    /// thread; waits for nobody.
    ///
    /// @param mostConnections how many of each listener are listed, at least 0
    /// @throws IllegalArgumentException if the number is negative
    public ServerSnapshot snapshot(int mostConnections) {
        new Problems().atLeast("mostConnections", 0, mostConnections).throwIfAny();
        return new ServerSnapshot(
                name(),
                stateNow(),
                Duration.ofNanos(state.wheel().nanoTime() - startedAt),
                limits(),
                connections(),
                bytesIn(),
                bytesOut(),
                listeners.stream().map(group -> group.snapshot(mostConnections)).toList());
    }

    private ServerSnapshot.State stateNow() {
        if (life.stopped().getCount() == 0) {
            return ServerSnapshot.State.STOPPED;
        }
        Drain running = drain.get();
        if (running != null) {
            return running.phase();
        }
        return closing ? ServerSnapshot.State.CLOSING : ServerSnapshot.State.RUNNING;
    }

    /// How late the timers of the process were when they were called last: more than some 20 ms
    /// means that the machine or the virtual machine stood still.
    public Duration timerLag() {
        return Duration.ofNanos(state.wheel().lagNanos());
    }

    /// Waits until the server has stopped.
    public void awaitStopped() throws InterruptedException {
        life.stopped().await();
    }

    /// Stops in good order, as [#shutdown(ShutdownPlan)] does with [ShutdownPlan#within(Duration)].
    public ShutdownReport shutdown(Duration grace) {
        return shutdown(ShutdownPlan.within(grace));
    }

    /// Stops without losing what is under way: accepts no more peers, ends connections as soon as
    /// they have nothing under way, tells their handlers ([Connection#isDraining()],
    /// [Connection#onDrain(Runnable)]), and closes what is left when the plan's time is over.
    ///
    /// When this returns, the ports can be bound again, and all connections have ended but those
    /// whose handlers ignore the end of their connection and an interrupt.
    ///
    /// An interrupt does not shorten the wait; the interrupt status is kept. A second shutdown
    /// waits for the first, whatever its plan; [#close()] ends the waiting for handlers at once.
    /// Called by one of the server's own handlers or observers it only begins the stop and does not
    /// wait: the report says how many connections are open then.
    public ShutdownReport shutdown(ShutdownPlan plan) {
        var mine = new Drain(this, state, acceptors, plan);
        boolean first = drain.compareAndSet(null, mine);
        Drain running = Objects.requireNonNull(drain.get());
        if (first) {
            running.start();
        }
        if (closing) {
            running.hurry();
        }
        if (isOwn(Thread.currentThread())) {
            return running.soFar();
        }
        ShutdownReport report = running.await();
        if (report.open() == 0) {
            Uninterruptibly.await(life.stopped());
        }
        return report;
    }

    /// Has the first `SIGTERM` or `SIGINT` of this process begin [#shutdown(ShutdownPlan)]; the
    /// second one of either ends the process at once. The process is not ended by the first: the
    /// main thread, which waits in [#awaitStopped()] say, goes on when the server has stopped.
    ///
    /// Until the server has stopped, it is this that the signals do, and no shutdown hook is run by
    /// them. docs/adr/0009 says why.
    ///
    /// @param then called with the report, on a thread of its own that keeps the virtual machine
    ///   alive; it may end the process, which is the only end where handlers cannot be stopped
    /// @throws UnsupportedOperationException if signals cannot be caught here
    /// @throws IllegalStateException if that was asked for before
    public void shutdownOnSignal(ShutdownPlan plan, Consumer<ShutdownReport> then) {
        life.onSignal(() -> then.accept(shutdown(plan)));
    }

    /// Stops now: closes the listeners and all connections, which wakes their handlers, and waits
    /// until all handlers have returned. What was written is still delivered, for which a peer that
    /// does not close its side has the linger timeout ([Timeouts#linger()]). A handler that has not
    /// returned a second after that is interrupted. A shutdown that is going on ends likewise, now.
    ///
    /// The ports can be bound again when this returns. An interrupt does not shorten the wait; the
    /// interrupt status is kept. Called by one of the server's own handlers or observers it only
    /// begins the stop and does not wait. Does nothing the second time but wait.
    @Override
    public void close() {
        closing = true;
        Drain running = drain.get();
        if (running != null) {
            running.hurry();
        } else {
            acceptors.forEach(acceptor -> acceptor.stop(Acceptor.HANDLER_GRACE));
        }
        if (!isOwn(Thread.currentThread())) {
            Uninterruptibly.await(life.stopped());
        }
    }

    /// Waits until observers have been told of what has happened, for a second at most.
    void flushObservers() {
        state.observers().flush();
    }

    /// Whether a thread is one that the end of the server waits for.
    private boolean isOwn(Thread candidate) {
        Connection served = Connection.currentOrNull();
        Drain running = drain.get();
        return candidate == starter
                || life.runsOn(candidate)
                || (served != null && served.origin().isOf(state))
                || (running != null && running.runsOn(candidate))
                || state.observers().runOn(candidate)
                || acceptors.stream().anyMatch(acceptor -> acceptor.runsOn(candidate));
    }
}
