package io.heddle.client;

import io.heddle.ConnectFailedException;
import io.heddle.Connection;
import io.heddle.ConnectionClosedException;
import io.heddle.Connector;
import io.heddle.Endpoint;
import io.heddle.HandshakeException;
import io.heddle.LookupFailedException;
import io.heddle.Transport;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes connections to hosts, by name or address, over TCP, TLS and Unix-domain sockets.
///
/// ```java
/// try (SocketClient client = SocketClient.open(SocketClientConfig.DEFAULT);
///         Connection connection = client.connect(Endpoint.parse("example.org:7007"))) {
///     connection.output().write(question);
///     byte[] answer = connection.input().readExactly(20);
/// }
/// ```
///
/// A name is looked up off the carriers. Of several addresses the first that answers wins: the next
/// one is tried when the one before has failed, or has not answered within
/// [SocketClientConfig#attemptDelay()]. What may succeed later is tried again, if a [ConnectRetry]
/// says so.
///
/// The calling thread waits, and no longer than its nearest [io.heddle.Deadline]; nothing is left
/// behind if it gives up. Any thread may call any method.
public final class SocketClient implements AutoCloseable {

    private final SocketClientConfig config;
    private final Connector connector;
    private final Retries retries;

    private SocketClient(SocketClientConfig config, Connector connector) {
        this.config = config;
        this.connector = connector;
        this.retries = new Retries(config.retry());
    }

    /// Opens a client. It keeps no virtual machine alive.
    ///
    /// @throws IllegalArgumentException if a socket option is unknown here or its value is refused
    /// @throws IOException if the system has no descriptors left
    public static SocketClient open(SocketClientConfig config) throws IOException {
        return new SocketClient(config, Connector.open(config.connector()));
    }

    /// Connects as [SocketClientConfig#options()] say.
    ///
    /// @param endpoint where to, over TCP or a Unix-domain socket
    /// @return a connection that the caller closes; its handshake, if it has one, is over
    /// @throws LookupFailedException if the host's name cannot be looked up
    /// @throws ConnectFailedException if the connection cannot be made: of several addresses what
    ///   the first one says, with the failures of the others suppressed
    /// @throws HandshakeException if the transport cannot be agreed on
    /// @throws WaitEndedException if the thread gives up: interrupted, or past a deadline. What
    ///   failed before is suppressed
    /// @throws ConnectionClosedException if the client is closed, now or meanwhile
    /// @throws IllegalArgumentException if the endpoint is one of datagrams
    public Connection connect(Endpoint endpoint) throws IOException {
        return connect(endpoint, config.options());
    }

    /// Connects in another way, likewise.
    public Connection connect(Endpoint endpoint, ConnectOptions options) throws IOException {
        if (endpoint.kind() == Endpoint.Kind.UDP) {
            throw new IllegalArgumentException("endpoint must be one of a stream, was " + endpoint);
        }
        Connection connection =
                retries.run("a connect to " + endpoint, () -> dial(endpoint, options.local()));
        boolean ready = false;
        try {
            begin(connection, host(endpoint.address()), options);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private Connection dial(Endpoint endpoint, @Nullable SocketAddress local) throws IOException {
        if (!(endpoint.address() instanceof InetSocketAddress inet) || !inet.isUnresolved()) {
            return connector.connect(endpoint.address(), local);
        }
        List<InetAddress> found = config.resolver().resolve(inet.getHostString());
        List<InetSocketAddress> targets =
                config.familyOrder().order(usableFrom(local, found)).stream()
                        .map(address -> new InetSocketAddress(address, inet.getPort()))
                        .toList();
        var race =
                new AddressRace<Connection>(
                        "a connect to " + endpoint,
                        target -> connector.connect(target, local),
                        config.attemptDelay(),
                        WaitClock.SYSTEM);
        return race.run(targets);
    }

    /// Those of the family of the local address; all, if there are none: the system will say why
    /// not.
    private static List<InetAddress> usableFrom(
            @Nullable SocketAddress local, List<InetAddress> found) {
        if (!(local instanceof InetSocketAddress inet) || inet.getAddress().isAnyLocalAddress()) {
            return found;
        }
        boolean version6 = inet.getAddress() instanceof Inet6Address;
        List<InetAddress> usable =
                found.stream()
                        .filter(address -> address instanceof Inet6Address == version6)
                        .toList();
        return usable.isEmpty() ? found : usable;
    }

    private static void begin(Connection connection, String host, ConnectOptions options)
            throws IOException {
        Function<? super Connection, byte[]> preamble = options.preamble();
        if (preamble != null) {
            connection.write(ByteBuffer.wrap(preamble.apply(connection)));
        }
        Function<String, ? extends Transport> transport = options.transport();
        if (transport != null) {
            connection.upgrade(transport.apply(host));
        }
    }

    private static String host(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString()
                : ((UnixDomainSocketAddress) address).getPath().toString();
    }

    /// What it was configured with.
    public SocketClientConfig config() {
        return config;
    }

    /// How many of its connections are open now.
    public int connections() {
        return connector.connections();
    }

    /// Its connections that are open now.
    public List<Connection> openConnections() {
        return connector.openConnections();
    }

    /// How many bytes its connections have read so far.
    public long bytesIn() {
        return connector.bytesIn();
    }

    /// How many bytes its connections have written so far.
    public long bytesOut() {
        return connector.bytesOut();
    }

    /// Closes all its connections; who waits for one, or to connect, is woken. A pause between two
    /// tries, or a lookup, ends in its own time, and its connect fails then. Does nothing the
    /// second time.
    @Override
    public void close() {
        connector.close();
    }
}
