package io.heddle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Objects;
import java.util.regex.Pattern;

/// An address as people write it: `127.0.0.1:7007`, `[::1]:7007`, `example.org:7007`, `:7007` (all
/// local addresses), `unix:/run/echo.sock`, `udp:127.0.0.1:53`. What is printed can be parsed
/// again.
///
/// Names are not looked up: the address of a host that is given by name is unresolved, until
/// [#resolve()].
///
/// @param kind what goes over it
/// @param address of a `UnixDomainSocketAddress` for [Kind#UNIX], of an `InetSocketAddress` else
public record Endpoint(Kind kind, SocketAddress address) {

    /// What goes over an endpoint.
    public enum Kind {
        /// A stream, over TCP.
        TCP,
        /// A stream, over a Unix-domain socket.
        UNIX,
        /// Datagrams, over UDP.
        UDP
    }

    private static final String TCP_PREFIX = "tcp:";
    private static final String UDP_PREFIX = "udp:";
    private static final String UNIX_PREFIX = "unix:";
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern ONLY_DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*)");

    /// @throws IllegalArgumentException if the address is not of the kind
    public Endpoint {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(address, "address");
        boolean fits =
                kind == Kind.UNIX
                        ? address instanceof UnixDomainSocketAddress
                        : address instanceof InetSocketAddress;
        new Problems()
                .check(fits, "address must be one of " + kind + ", was " + address)
                .throwIfAny();
    }

    /// Parses what people write; does not block.
    ///
    /// @throws IllegalArgumentException if it is no endpoint, with the text and what is wrong
    public static Endpoint parse(String text) {
        if (text.startsWith(UNIX_PREFIX)) {
            return new Endpoint(Kind.UNIX, unix(text, text.substring(UNIX_PREFIX.length())));
        }
        if (text.startsWith(UDP_PREFIX)) {
            return new Endpoint(Kind.UDP, inet(text, text.substring(UDP_PREFIX.length())));
        }
        String rest = text.startsWith(TCP_PREFIX) ? text.substring(TCP_PREFIX.length()) : text;
        return new Endpoint(Kind.TCP, inet(text, rest));
    }

    private static SocketAddress unix(String text, String path) {
        if (path.isEmpty()) {
            throw wrong(text, "the path is empty");
        }
        if (path.charAt(0) == '@' || path.indexOf('\0') >= 0) {
            throw wrong(
                    text, "abstract sockets, which have no file and no mode, are not supported");
        }
        return UnixDomainSocketAddress.of(path);
    }

    private static InetSocketAddress inet(String text, String rest) {
        int colon = rest.lastIndexOf(':');
        if (colon < 0 || rest.endsWith("]")) {
            throw wrong(text, "there is no port");
        }
        int port = port(text, rest.substring(colon + 1));
        String host = rest.substring(0, colon);
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        if (host.startsWith("[")) {
            return new InetSocketAddress(version6(text, host), port);
        }
        if (host.indexOf(':') >= 0) {
            throw wrong(text, "an IPv6 address must be in brackets");
        }
        if (ONLY_DIGITS_AND_DOTS.matcher(host).matches()) {
            return new InetSocketAddress(literal(text, host), port);
        }
        if (!NAME.matcher(host).matches()) {
            throw wrong(text, "'" + host + "' is no host");
        }
        return InetSocketAddress.createUnresolved(host, port);
    }

    private static int port(String text, String digits) {
        if (!PORT.matcher(digits).matches()) {
            throw wrong(text, "'" + digits + "' is no port");
        }
        int port = Integer.parseInt(digits);
        if (port > LARGEST_PORT) {
            throw wrong(text, "the port must be at most " + LARGEST_PORT);
        }
        return port;
    }

    private static InetAddress version6(String text, String host) {
        if (!host.endsWith("]") || host.indexOf(':') < 0) {
            throw wrong(text, "'" + host + "' is no IPv6 address in brackets");
        }
        return literal(text, host.substring(1, host.length() - 1));
    }

    private static InetAddress literal(String text, String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException none) {
            throw wrong(text, "'" + host + "' is no IP address");
        }
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("cannot read the address '" + text + "': " + what);
    }

    /// The endpoint with its host's name looked up, which may block.
    ///
    /// @throws IllegalArgumentException if there is no host of that name
    public Endpoint resolve() {
        if (!(address instanceof InetSocketAddress inet) || !inet.isUnresolved()) {
            return this;
        }
        var resolved = new InetSocketAddress(inet.getHostString(), inet.getPort());
        if (resolved.isUnresolved()) {
            throw new IllegalArgumentException("there is no host " + inet.getHostString());
        }
        return new Endpoint(kind, resolved);
    }

    /// As [#parse(String)] reads it; IPv6 in its shortest form ([RFC 5952
    /// §4](https://www.rfc-editor.org/rfc/rfc5952#section-4)).
    @Override
    public String toString() {
        return kind == Kind.UDP ? UDP_PREFIX + Addresses.print(address) : Addresses.print(address);
    }
}
