package io.heddle;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One address to listen on.
///
/// @param name what threads, meters and logs call the listener; not blank
/// @param address where to listen; port 0 lets the system choose; the wildcard address takes both
///   IPv4 and IPv6 where the system has both
/// @param backlog how many peers may wait in the kernel until they are accepted, at least 1; the
///   default is 4096, and the system may cap it (`net.core.somaxconn` on Linux)
/// @param options options of the listening socket; `SO_RCVBUF` belongs here to be in force from the
///   first byte on
/// @param connectionOptions options of each accepted socket
/// @param limits how much it takes on, beside the limits of the server
/// @param timeouts what its connections begin with; null: those of the server
public record ListenerConfig(
        String name,
        InetSocketAddress address,
        int backlog,
        SocketOptions options,
        SocketOptions connectionOptions,
        ListenerLimits limits,
        @Nullable Timeouts timeouts) {

    /// The backlog of a listener that sets none.
    public static final int DEFAULT_BACKLOG = 4096;

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ListenerConfig {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(connectionOptions, "connectionOptions");
        Objects.requireNonNull(limits, "limits");
        new Problems()
                .check(!name.isBlank(), "listener name must not be blank")
                .check(
                        !address.isUnresolved(),
                        "listener " + name + ": host " + address.getHostString() + " is unknown")
                .atLeast("listener " + name + ": backlog", 1, backlog)
                .throwIfAny();
    }

    /// A listener named after its address, with the defaults.
    public static ListenerConfig on(InetSocketAddress address) {
        return new ListenerConfig(
                Addresses.print(address),
                address,
                DEFAULT_BACKLOG,
                SocketOptions.NONE,
                SocketOptions.CONNECTION_DEFAULT,
                ListenerLimits.NONE,
                null);
    }

    /// A copy with another name.
    public ListenerConfig withName(String name) {
        return new ListenerConfig(
                name, address, backlog, options, connectionOptions, limits, timeouts);
    }

    /// A copy with another backlog, at least 1.
    public ListenerConfig withBacklog(int backlog) {
        return new ListenerConfig(
                name, address, backlog, options, connectionOptions, limits, timeouts);
    }

    /// A copy with other options of the listening socket.
    public ListenerConfig withOptions(SocketOptions options) {
        return new ListenerConfig(
                name, address, backlog, options, connectionOptions, limits, timeouts);
    }

    /// A copy with other options of the accepted sockets.
    public ListenerConfig withConnectionOptions(SocketOptions connectionOptions) {
        return new ListenerConfig(
                name, address, backlog, options, connectionOptions, limits, timeouts);
    }

    /// A copy with limits of its own.
    public ListenerConfig withLimits(ListenerLimits limits) {
        return new ListenerConfig(
                name, address, backlog, options, connectionOptions, limits, timeouts);
    }

    /// A copy with timeouts of its own.
    public ListenerConfig withTimeouts(Timeouts timeouts) {
        return new ListenerConfig(
                name, address, backlog, options, connectionOptions, limits, timeouts);
    }
}
