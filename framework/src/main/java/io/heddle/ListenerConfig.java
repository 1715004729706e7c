package io.heddle;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One address to listen on.
///
/// @param name what threads, meters and logs call the listener; not blank
/// @param address where to listen: an `InetSocketAddress`, whose port 0 lets the system choose and
///   whose wildcard address takes both IPv4 and IPv6 where the system has both, or a
///   `UnixDomainSocketAddress`
/// @param binding how it is bound
/// @param connectionOptions options of each accepted socket
/// @param preamble what peers must say first; null: nothing
/// @param transport how bytes go over the sockets
/// @param limits how much it takes on, beside the limits of the server
/// @param timeouts what its connections begin with; null: those of the server
public record ListenerConfig(
        String name,
        SocketAddress address,
        Binding binding,
        SocketOptions connectionOptions,
        @Nullable Preamble preamble,
        Transport transport,
        ListenerLimits limits,
        @Nullable Timeouts timeouts) {

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ListenerConfig {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(connectionOptions, "connectionOptions");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(limits, "limits");
        boolean isInet = address instanceof InetSocketAddress;
        new Problems()
                .check(!name.isBlank(), "listener name must not be blank")
                .check(
                        isInet || address instanceof UnixDomainSocketAddress,
                        "listener " + name + ": address must be one of TCP or Unix, was " + address)
                .check(
                        !(address instanceof InetSocketAddress inet && inet.isUnresolved()),
                        "listener " + name + ": host " + Addresses.host(address) + " is unknown")
                .check(
                        !Addresses.isUnnamed(address),
                        "listener " + name + ": the path must not be empty")
                .check(
                        isInet || binding.sockets() == 1,
                        "listener "
                                + name
                                + ": sockets must be 1 for a Unix-domain socket, was "
                                + binding.sockets())
                .throwIfAny();
    }

    /// A listener named after its address, with the defaults.
    public static ListenerConfig on(SocketAddress address) {
        return new ListenerConfig(
                Addresses.print(address),
                address,
                Binding.DEFAULT,
                address instanceof InetSocketAddress
                        ? SocketOptions.CONNECTION_DEFAULT
                        : SocketOptions.NONE,
                null,
                Transport.PLAIN,
                ListenerLimits.NONE,
                null);
    }

    /// A listener on the socket that the process was given as its standard input, bound and
    /// listening: by a systemd socket unit with `Accept=no` and a service with
    /// `StandardInput=socket`, or by inetd with `wait`. One server of the process can have it,
    /// once.
    ///
    /// @throws ListenException if standard input is no such socket
    public static ListenerConfig inherited() throws ListenException {
        return on(InheritedSocket.address()).withBinding(Binding.DEFAULT.asInherited());
    }

    /// A copy with another name.
    public ListenerConfig withName(String name) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    /// A copy that is bound otherwise.
    public ListenerConfig withBinding(Binding binding) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    /// A copy with another backlog, at least 1.
    public ListenerConfig withBacklog(int backlog) {
        return withBinding(binding.withBacklog(backlog));
    }

    /// A copy with other options of the listening socket.
    public ListenerConfig withOptions(SocketOptions options) {
        return withBinding(binding.withOptions(options));
    }

    /// A copy for other peers of a Unix-domain socket; has no effect on others.
    public ListenerConfig withUnixAccess(UnixAccess unixAccess) {
        return withBinding(binding.withUnixAccess(unixAccess));
    }

    /// A copy with other options of the accepted sockets.
    public ListenerConfig withConnectionOptions(SocketOptions connectionOptions) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    /// A copy whose peers must say something first.
    public ListenerConfig withPreamble(Preamble preamble) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    /// A copy with another transport.
    public ListenerConfig withTransport(Transport transport) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    /// A copy with limits of its own.
    public ListenerConfig withLimits(ListenerLimits limits) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    /// A copy with timeouts of its own.
    public ListenerConfig withTimeouts(Timeouts timeouts) {
        return new ListenerConfig(
                name, address, binding, connectionOptions, preamble, transport, limits, timeouts);
    }

    boolean isUnix() {
        return address instanceof UnixDomainSocketAddress;
    }
}
