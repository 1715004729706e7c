package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The loop that accepts the peers of one listener and starts a thread for each.
///
/// It runs on a platform thread, so that handlers that keep all carriers busy cannot stop it, and
/// it owns the scope of its connections, so that none outlives the listener. It does not die:
/// whatever goes wrong, it pauses and goes on, until [#stop()].
final class Acceptor implements Callable<@Nullable Void> {

    /// How long handlers have, after their connections are closed, before they are interrupted.
    private static final Duration HANDLER_GRACE = Duration.ofSeconds(1);

    private final Listener listener;
    private final ServerState server;
    private final Origin origin;
    private final AcceptBackoff backoff =
            new AcceptBackoff(() -> ThreadLocalRandom.current().nextDouble());
    private final AtomicInteger live = new AtomicInteger(); // connections of this listener

    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    Acceptor(Listener listener, ServerState server) {
        this.listener = listener;
        this.server = server;
        this.origin = server.origin(listener);
    }

    Listener listener() {
        return listener;
    }

    boolean runsOn(Thread candidate) {
        return thread == candidate;
    }

    /// Makes the loop end its connections and then itself. Any thread; does not block.
    void stop() {
        stopping = true;
        listener.wake();
        LockSupport.unpark(thread);
    }

    @Override
    public @Nullable Void call() throws IOException {
        thread = Thread.currentThread();
        try (Scope scope = Scope.open("listener " + listener.name())) {
            while (!stopping) {
                try {
                    listener.awaitPeer();
                    acceptAll(scope);
                } catch (Throwable failure) { // of the system or the virtual machine
                    pauseAfter(failure);
                }
            }
            listener.close();
            endConnections();
        }
        return null;
    }

    /// Accepts until no peer waits. At the limit of connections it waits here for one to end, and
    /// further peers wait in the backlog.
    private void acceptAll(Scope scope) throws IOException {
        while (!stopping && server.permits().acquire()) {
            boolean started = false;
            try {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                backoff.succeeded();
                started = start(scope, channel);
            } finally {
                if (!started) {
                    server.permits().release();
                }
            }
        }
    }

    /// Makes an accepted channel a connection with a thread.
    ///
    /// @return false if it was turned away; it is closed then
    private boolean start(Scope scope, SocketChannel channel) {
        Connection connection;
        try {
            listener.prepare(channel);
            connection = newConnection(channel);
        } catch (Throwable e) { // the peer is gone already, usually
            reject(channel, RejectReason.SETUP_FAILED, e);
            return false;
        }
        server.connections().add(connection);
        live.incrementAndGet();
        var task = new ConnectionTask(connection, this);
        try {
            scope.fork(
                    Thread.ofVirtual()
                            .name("connection-" + connection.id())
                            .uncaughtExceptionHandler(task),
                    task);
            return true;
        } catch (Throwable e) { // out of memory, usually
            live.decrementAndGet();
            server.connections().remove(connection);
            reject(channel, RejectReason.START_FAILED, e);
            return false;
        }
    }

    private Connection newConnection(SocketChannel channel) throws IOException {
        return new Connection(
                server.connections().nextId(),
                origin,
                new PolledSocket(channel, server.pollers().next()));
    }

    private void reject(SocketChannel channel, RejectReason reason, Throwable cause) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        server.observers().rejected(new Rejection(listener.name(), null, reason, cause));
    }

    /// The whole life of a connection, on its own thread.
    void serve(Connection connection) {
        try {
            connection.attach();
            server.observers().accepted(connection);
            Throwable failure = null;
            try {
                server.handler().handle(connection);
            } catch (Throwable e) { // ends this connection and no other
                failure = e;
            }
            end(connection, failure);
        } finally {
            server.connections().remove(connection);
            server.permits().release();
            if (live.decrementAndGet() == 0 && stopping) {
                LockSupport.unpark(thread);
            }
        }
    }

    private void end(Connection connection, @Nullable Throwable failure) {
        CloseReason reason = CloseReason.COMPLETED;
        try {
            reason = connection.finish(failure);
            if (failure != null && CloseReason.of(failure) == CloseReason.HANDLER_FAILED) {
                server.observers().failed(connection, failure);
            }
        } finally {
            server.observers().closed(connection, reason);
        }
    }

    private void pauseAfter(Throwable failure) {
        long end = System.nanoTime() + backoff.failed();
        long failures = backoff.takeReport(System.nanoTime());
        if (failures > 0) {
            AcceptFailure kind = AcceptFailure.of(failure);
            server.observers().acceptFailed(listener.name(), kind, failures, failure);
        }
        parkUntil(end, () -> stopping);
    }

    /// Closes the connections of this listener and waits for their handlers; those that do not
    /// return are interrupted when the scope closes.
    private void endConnections() {
        for (Connection connection : server.connections().all()) {
            if (connection.listenerName().equals(listener.name())) {
                connection.close(CloseReason.SERVER_CLOSED);
            }
        }
        Duration patience = origin.timeouts().linger().plus(HANDLER_GRACE);
        parkUntil(System.nanoTime() + patience.toNanos(), () -> live.get() == 0);
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
