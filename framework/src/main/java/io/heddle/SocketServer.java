package io.heddle;

import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.scope.Scope;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
/// Any thread may call any method.
public final class SocketServer implements AutoCloseable {

    private final ServerState state;
    private final List<Acceptor> acceptors;
    private final Thread thread;
    private final CountDownLatch acceptorsGone;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Thread starter = Thread.currentThread(); // until it has started

    private SocketServer(ServerState state, List<Listener> listeners) {
        this.state = state;
        this.acceptors = listeners.stream().map(listener -> new Acceptor(listener, state)).toList();
        this.acceptorsGone = new CountDownLatch(acceptors.size());
        this.thread =
                Thread.ofPlatform().name("server " + name()).daemon(false).unstarted(this::run);
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
        return start(config, handler, TimerWheel.shared());
    }

    /// Starts a server whose connections are timed by a wheel of the caller's.
    static SocketServer start(ServerConfig config, ConnectionHandler handler, TimerWheel wheel)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        OptionCheck.check(config);
        WarmUp.once();
        PollerGroup pollers = PollerGroup.open(config.pollers());
        List<Listener> listeners = new ArrayList<>();
        try {
            for (ListenerConfig listener : config.listeners()) {
                listeners.add(Listener.open(listener));
            }
            var server =
                    new SocketServer(ServerState.of(config, handler, pollers, wheel), listeners);
            server.begin();
            return server;
        } catch (Throwable failure) {
            pollers.close();
            for (Listener listener : listeners) {
                listener.close();
            }
            throw failure;
        }
    }

    private void begin() {
        state.observers().started(this);
        starter = null;
        try {
            thread.start();
        } catch (Throwable noThread) {
            state.observers().stopped(this);
            throw noThread;
        }
    }

    /// The name it was configured with.
    public String name() {
        return state.config().name();
    }

    /// The port of the first listener, 1 to 65535.
    public int port() {
        return addresses().getFirst().getPort();
    }

    /// The addresses of all listeners, in their order, with the ports that the system chose.
    public List<InetSocketAddress> addresses() {
        return acceptors.stream().map(acceptor -> acceptor.listener().address()).toList();
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

    /// Waits until the server has stopped.
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /// Stops now: closes the listeners and all connections, which wakes their handlers, and waits
    /// until all handlers have returned. What was written is still delivered, for which a peer that
    /// does not close its side has the linger timeout ([Timeouts#linger()]). A handler that has not
    /// returned a second after that is interrupted.
    ///
    /// The ports can be bound again when this returns. An interrupt does not shorten the wait; the
    /// interrupt status is kept. Called by one of the server's own handlers or observers it only
    /// begins the stop and does not wait. Does nothing the second time but wait.
    @Override
    public void close() {
        if (stopping.compareAndSet(false, true)) {
            state.permits().close();
            acceptors.forEach(Acceptor::stop);
        }
        if (!isOwn(Thread.currentThread())) {
            awaitStoppedUninterruptibly();
        }
    }

    private boolean isOwn(Thread candidate) {
        for (Connection connection : state.connections().all()) {
            if (connection.isServedBy(candidate)) {
                return true;
            }
        }
        return candidate == thread
                || candidate == starter
                || acceptors.stream().anyMatch(acceptor -> acceptor.runsOn(candidate));
    }

    private void awaitStoppedUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                stopped.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The life of the server, on its own thread, which owns the scope of acceptors and pollers.
    private void run() {
        try (Scope scope = Scope.open("server " + name())) {
            try {
                forkAll(scope);
                awaitAcceptors();
            } finally {
                state.pollers().close(); // or the scope would wait for them
            }
        } finally {
            state.observers().stopped(this);
            stopped.countDown();
        }
    }

    private void forkAll(Scope scope) {
        boolean complete = false;
        try {
            int number = 0;
            for (Poller poller : state.pollers().all()) {
                scope.fork(Thread.ofVirtual().name("poller-" + ++number), () -> poll(poller));
            }
            for (Acceptor acceptor : acceptors) {
                String threadName = "acceptor " + acceptor.listener().name();
                scope.fork(
                        Thread.ofPlatform().name(threadName).daemon(false), () -> accept(acceptor));
            }
            complete = true;
        } finally {
            if (!complete) { // no memory for a thread: what runs already must not be waited for
                acceptors.forEach(Acceptor::stop);
                acceptors.forEach(acceptor -> closeQuietly(acceptor.listener()));
            }
        }
    }

    private static void closeQuietly(Listener listener) {
        try {
            listener.close();
        } catch (IOException e) {
            // it is closed for us whatever the system says
        }
    }

    private Object poll(Poller poller) {
        poller.run();
        return poller;
    }

    private Object accept(Acceptor acceptor) throws IOException {
        try {
            acceptor.call();
        } finally {
            acceptorsGone.countDown();
        }
        return acceptor;
    }

    private void awaitAcceptors() {
        while (true) {
            try {
                acceptorsGone.await();
                return;
            } catch (InterruptedException e) {
                // nobody has reason to; the server ends by close() only
            }
        }
    }
}
