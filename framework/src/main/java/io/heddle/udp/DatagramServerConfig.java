package io.heddle.udp;

import io.heddle.SocketOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Everything that a datagram server can be told. Immutable; a `with` method makes a copy.
///
/// @param name what threads and logs call the server; not blank; default `heddle-udp`
/// @param addresses where it listens, at least one: port 0 lets the system choose, and the wildcard
///   address takes both IPv4 and IPv6 where the system has both. Where a host has several
///   addresses, a server on the wildcard address may answer from another one than was asked: name
///   the addresses instead
/// @param options of each socket; default the system's
/// @param memberships the multicast groups that it joins, by each socket of their family. A
///   wildcard address becomes one of IPv4 alone if there is a group of IPv4
/// @param limits how much it takes on
/// @param sessionIdle how long nothing may come from the peer of a session before it ends, 10 ms to
///   90 days; default 2 min
/// @param observers who is told what happens; by default a [LoggingDatagramObserver] alone
public record DatagramServerConfig(
        String name,
        List<InetSocketAddress> addresses,
        SocketOptions options,
        List<Membership> memberships,
        DatagramLimits limits,
        Duration sessionIdle,
        List<DatagramObserver> observers) {

    private static final Duration SHORTEST_IDLE = Duration.ofMillis(10);
    private static final Duration LONGEST_IDLE = Duration.ofDays(90);
    private static final Duration DEFAULT_IDLE = Duration.ofMinutes(2);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public DatagramServerConfig {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(limits, "limits");
        addresses = List.copyOf(addresses);
        memberships = List.copyOf(memberships);
        observers = List.copyOf(observers);
        var bounds =
                new Bounds()
                        .check(!name.isBlank(), "server name must not be blank")
                        .check(!addresses.isEmpty(), "addresses must be at least 1, was 0")
                        .between("sessionIdle", SHORTEST_IDLE, LONGEST_IDLE, sessionIdle);
        for (InetSocketAddress address : addresses) {
            bounds.check(
                    !address.isUnresolved(), "host " + address.getHostString() + " is unknown");
        }
        bounds.throwIfAny();
    }

    /// A server on all local addresses.
    ///
    /// @param port 1 to 65535, or 0 to let the system choose
    /// @throws IllegalArgumentException if the port is out of its range
    public static DatagramServerConfig onPort(int port) {
        new Bounds().between("port", 0, 65_535, port).throwIfAny();
        return on(new InetSocketAddress(port));
    }

    /// A server on these addresses, with the defaults.
    public static DatagramServerConfig on(InetSocketAddress... addresses) {
        return new DatagramServerConfig(
                "heddle-udp",
                Arrays.asList(addresses),
                SocketOptions.NONE,
                List.of(),
                DatagramLimits.DEFAULT,
                DEFAULT_IDLE,
                List.of(new LoggingDatagramObserver()));
    }

    /// A copy with another name.
    public DatagramServerConfig withName(String name) {
        return new DatagramServerConfig(
                name, addresses, options, memberships, limits, sessionIdle, observers);
    }

    /// A copy with other options of its sockets.
    public DatagramServerConfig withOptions(SocketOptions options) {
        return new DatagramServerConfig(
                name, addresses, options, memberships, limits, sessionIdle, observers);
    }

    /// A copy that joins one more group.
    public DatagramServerConfig withMembership(Membership membership) {
        return new DatagramServerConfig(
                name,
                addresses,
                options,
                plus(memberships, membership),
                limits,
                sessionIdle,
                observers);
    }

    /// A copy with other limits.
    public DatagramServerConfig withLimits(DatagramLimits limits) {
        return new DatagramServerConfig(
                name, addresses, options, memberships, limits, sessionIdle, observers);
    }

    /// A copy whose sessions end after another time of silence, 10 ms to 90 days.
    public DatagramServerConfig withSessionIdle(Duration sessionIdle) {
        return new DatagramServerConfig(
                name, addresses, options, memberships, limits, sessionIdle, observers);
    }

    /// A copy with one more observer; the [LoggingDatagramObserver] of the default stays.
    public DatagramServerConfig withObserver(DatagramObserver observer) {
        return withObservers(plus(observers, observer));
    }

    /// A copy with these observers and no others.
    public DatagramServerConfig withObservers(List<DatagramObserver> observers) {
        return new DatagramServerConfig(
                name, addresses, options, memberships, limits, sessionIdle, observers);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> copy = new ArrayList<>(list);
        copy.add(element);
        return copy;
    }
}
