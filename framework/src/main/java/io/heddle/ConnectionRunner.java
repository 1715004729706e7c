package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The lives of the connections that one acceptor lets in: begins them, runs them, gives back what
/// they had.
final class ConnectionRunner {

    private final Listener listener;
    private final ServerState server;
    private final ListenerState shared;
    private final Origin origin;
    private final IntConsumer ended;
    private final AtomicInteger live = new AtomicInteger();

    /// @param ended called when one has ended, with how many are left
    ConnectionRunner(
            Listener listener, ListenerState shared, ServerState server, IntConsumer ended) {
        this.listener = listener;
        this.server = server;
        this.shared = shared;
        this.origin = shared.origin();
        this.ended = ended;
    }

    Origin origin() {
        return origin;
    }

    /// How many of its connections are open.
    int live() {
        return live.get();
    }

    /// Makes an accepted channel, which has a place, a connection with a thread.
    ///
    /// @return why not, or null; the channel is not closed then, and its place is not given back,
    ///   but its ticket is
    @Nullable Rejection begin(Scope scope, SocketChannel channel, Ticket ticket) {
        Connection connection;
        try {
            listener.prepare(channel);
            connection = newConnection(channel, ticket);
        } catch (Throwable e) { // the peer is gone already, usually
            server.limits().admission().leave(ticket);
            return new Rejection(listener.name(), null, RejectReason.SETUP_FAILED, e);
        }
        server.connections().add(connection);
        server.limits().admission().settle(connection);
        live.incrementAndGet();
        var task = new ConnectionTask(connection, this);
        try {
            scope.fork(
                    Thread.ofVirtual()
                            .name("connection-" + connection.id())
                            .uncaughtExceptionHandler(task),
                    task);
        } catch (Throwable e) { // out of memory, usually
            live.decrementAndGet();
            server.limits().admission().leave(connection);
            server.connections().remove(connection);
            return new Rejection(
                    listener.name(), connection.peerAddress(), RejectReason.START_FAILED, e);
        }
        server.limits().ring(server.connections().size(), server.observers()::alarmed);
        return null;
    }

    private Connection newConnection(SocketChannel channel, Ticket ticket) throws IOException {
        var connection =
                new Connection(
                        server.connections().nextId(),
                        origin,
                        new PolledSocket(channel, server.pollers().next()));
        connection.ticket(ticket);
        Preamble preamble = listener.config().preamble();
        connection.unintroduced(Admission.isUnintroduced(connection.peerAddress(), preamble));
        return connection;
    }

    /// The whole life of a connection, on its own thread. The handler is called here, and not in a
    /// method of its own: a frame more is memory of every idle connection.
    void run(Connection connection) {
        try {
            connection.attach();
            if (!comesIn(connection)) {
                return;
            }
            Throwable failure = transportFailure(connection);
            if (failure == null) {
                long begin = origin.wheel().nanoTime();
                try {
                    server.handler().handle(connection);
                } catch (Throwable e) { // ends this connection and no other
                    failure = e;
                }
                long took = origin.wheel().nanoTime() - begin;
                server.observers().handled(connection, Duration.ofNanos(took));
            }
            end(connection, failure);
        } finally {
            Ticket ticket = server.limits().admission().leave(connection);
            server.connections().remove(connection); // who waits for this finds the seat free
            shared.places().giveBack(false);
            server.limits().places().giveBack(ticket.exempt());
            ended.accept(live.decrementAndGet());
        }
    }

    /// Lets a connection in, once it is known whose it is, or drops it.
    private boolean comesIn(Connection connection) {
        Rejection rejection = introduce(connection);
        if (rejection == null) {
            server.observers().accepted(connection);
            return true;
        }
        server.observers().rejected(rejection);
        connection.drop();
        return false;
    }

    /// Has the transport begin.
    ///
    /// @return why it could not, or null
    private @Nullable Throwable transportFailure(Connection connection) {
        try {
            connection.begin(listener.config().transport());
            return null;
        } catch (Throwable e) { // the peer's, usually
            return e;
        }
    }

    /// Finds out whose connection it is, where that is not known yet.
    ///
    /// @return why it cannot come in, or null
    private @Nullable Rejection introduce(Connection connection) {
        RejectReason stranger = checkAccount(connection);
        if (stranger != null) {
            return rejection(connection, stranger, null);
        }
        Preamble preamble = listener.config().preamble();
        if (preamble == null || !connection.isUnintroduced()) {
            return null;
        }
        try {
            if (preamble.expectedOf(connection.peerAddress()) == Preamble.Expectation.REFUSED) {
                throw new PreambleException(connection + " may not send a preamble", null);
            }
            Preamble.Parties parties =
                    connection.<Preamble.@Nullable Parties, IOException>bounded(
                            TimeoutPhase.PREAMBLE, () -> preamble.receive(connection));
            if (parties != null) {
                connection.parties(parties);
            }
        } catch (Throwable e) { // of the peer, usually
            RejectReason reason =
                    e instanceof DrainingException ? RejectReason.DRAINING : RejectReason.PREAMBLE;
            return rejection(connection, reason, e);
        }
        RejectReason refusal =
                server.limits().admission().introduced(connection, System.nanoTime());
        return refusal == null ? null : rejection(connection, refusal, null);
    }

    /// Not by the acceptor: the system may have to look the peer's account up.
    private @Nullable RejectReason checkAccount(Connection connection) {
        try {
            return listener.allowList().allows(connection) ? null : RejectReason.NOT_ALLOWED;
        } catch (IOException gone) {
            return RejectReason.SETUP_FAILED;
        }
    }

    private Rejection rejection(
            Connection connection, RejectReason reason, @Nullable Throwable cause) {
        return new Rejection(listener.name(), connection.peerAddress(), reason, cause);
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

    /// The connections of the listener that are open now, by whichever socket they came.
    List<Connection> connections() {
        return server.connections().all().stream()
                .filter(connection -> connection.origin() == origin)
                .toList();
    }

    /// Closes them. Their handlers may go on.
    void endAll() {
        connections().forEach(connection -> connection.close(CloseReason.SERVER_CLOSED));
    }
}
