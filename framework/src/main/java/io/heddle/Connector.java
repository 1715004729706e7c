package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Makes connections: the counterpart of a server's acceptors, and what a client is built on.
///
/// ```java
/// try (Connector connector = Connector.open(ConnectorConfig.DEFAULT);
///         Connection connection = connector.connect(address)) {
///     connection.output().write(question);
///     byte[] answer = connection.input().readExactly(20);
/// }
/// ```
///
/// A connection is the same as on the other side: blocking calls, [Timeouts], [Deadline]s,
/// [Connection#upgrade(Transport)] for TLS. It ends with [Connection#close()], which any thread may
/// call, and at the latest with its connector. What was written is delivered, if the peer reads it;
/// what the peer has sent and nobody has read makes the system send a reset, so a client reads what
/// it wants before it closes.
///
/// Any thread may call any method; those that wait are made for virtual threads.
public final class Connector implements AutoCloseable {

    private final ConnectorConfig config;
    private final PollerGroup pollers;
    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final ConnectorOrigin origin;
    private final Set<PolledSocket> underWay = ConcurrentHashMap.newKeySet();
    private final CountDownLatch polling;
    private volatile boolean closed;

    private Connector(ConnectorConfig config, PollerGroup pollers, TimerWheel wheel) {
        this.config = config;
        this.pollers = pollers;
        this.origin = new ConnectorOrigin(config, connections, wheel);
        this.polling = new CountDownLatch(pollers.all().size());
    }

    /// Opens a connector. It keeps no virtual machine alive.
    ///
    /// @throws IllegalArgumentException if a socket option is unknown here or its value is refused
    /// @throws IOException if the system has no descriptors left
    public static Connector open(ConnectorConfig config) throws IOException {
        return open(config, TimerWheel.shared());
    }

    /// @param wheel times the connections
    static Connector open(ConnectorConfig config, TimerWheel wheel) throws IOException {
        OptionCheck.check(config);
        var connector = new Connector(config, PollerGroup.open(config.pollers()), wheel);
        int number = 0;
        for (Poller poller : connector.pollers.all()) {
            Thread.ofVirtual()
                    .name(config.name() + "-poller-" + ++number)
                    .start(() -> connector.poll(poller));
        }
        return connector;
    }

    private void poll(Poller poller) {
        try {
            poller.run();
        } finally {
            polling.countDown();
        }
    }

    /// The name it was configured with.
    public String name() {
        return config.name();
    }

    /// Connects to an address, from any local one.
    ///
    /// @param target an address of TCP, looked up already, or of a Unix-domain socket
    /// @return a connection that the caller closes
    /// @throws ConnectFailedException if it cannot be made, or not in time
    /// @throws WaitEndedException if the thread gives up: interrupted, or past a [Deadline]
    /// @throws ConnectionClosedException if the connector is closed, now or meanwhile
    /// @throws IllegalArgumentException if the address is a name that was not looked up, or is of
    ///   no stream
    public Connection connect(SocketAddress target) throws IOException {
        return connect(target, null);
    }

    /// Connects from a local address, likewise.
    ///
    /// @param local where from, with a port or with port 0; null: as the system chooses
    public Connection connect(SocketAddress target, @Nullable SocketAddress local)
            throws IOException {
        if (target instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new IllegalArgumentException(
                    "address must be looked up before, was the name " + inet.getHostString());
        }
        checkOpen(target);
        var attempt = new ConnectAttempt(config, target, local, this);
        try {
            return admit(attempt.connect(pollers.next()), target);
        } catch (ConnectFailedException | WaitEndedException failed) {
            checkOpen(target); // which is why, then
            throw failed;
        }
    }

    /// Takes note of an attempt that is about to wait.
    void begins(PolledSocket socket, SocketAddress target) throws ConnectionClosedException {
        underWay.add(socket);
        checkOpen(target); // afterwards: close() finds it, or this does
    }

    void ends(PolledSocket socket) {
        underWay.remove(socket);
    }

    /// Makes a connected socket a connection, unless the connector has been closed meanwhile.
    private Connection admit(PolledSocket socket, SocketAddress target) throws IOException {
        Connection connection = null;
        try {
            connection = new Connection(connections.nextId(), origin, socket);
            connections.add(connection);
            connection.startTimers();
            checkOpen(target);
            return connection;
        } catch (Throwable failure) {
            if (connection == null) {
                socket.close();
            } else {
                connection.abort();
            }
            throw failure;
        }
    }

    private void checkOpen(SocketAddress target) throws ConnectionClosedException {
        if (closed) {
            throw new ConnectionClosedException(
                    "connector "
                            + name()
                            + " is closed: no connection to "
                            + Addresses.print(target));
        }
    }

    /// How many of its connections are open now.
    public int connections() {
        return connections.size();
    }

    /// Its connections that are open now.
    public List<Connection> openConnections() {
        return connections.all();
    }

    /// How many bytes its connections have read so far.
    public long bytesIn() {
        return origin.traffic().bytesIn().sum();
    }

    /// How many bytes its connections have written so far.
    public long bytesOut() {
        return origin.traffic().bytesOut().sum();
    }

    /// Closes all its connections; who waits for one, or to connect, is woken. Does nothing the
    /// second time.
    @Override
    public void close() {
        closed = true;
        connections.all().forEach(Connection::close);
        underWay.forEach(ConnectAttempt::closeQuietly);
        pollers.close();
        Uninterruptibly.await(polling);
    }
}
