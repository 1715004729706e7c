package io.heddle.loadtest.process;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;

/// Addresses as they are printed and typed: `host:port`, and `unix:/path` for a Unix socket.
public final class Addresses {
    /// What the address of a Unix socket begins with.
    public static final String UNIX = "unix:";

    private Addresses() {}

    /// The address, as [#parse] reads it.
    public static String print(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? print(inet, inet.getPort())
                : UNIX + address;
    }

    /// The same with the port that the system chose, if it has one.
    public static String print(SocketAddress address, int port) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + port
                : UNIX + address;
    }

    /// Reads one; the host need not be known.
    ///
    /// @throws IllegalArgumentException if it is none
    public static SocketAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            return unix(text.substring(UNIX.length()));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'%s' is no host:port".formatted(text));
        }
        return new InetSocketAddress(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static SocketAddress unix(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("'%s' names no path".formatted(UNIX));
        }
        try {
            return UnixDomainSocketAddress.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "'%s%s' is no path: %s".formatted(UNIX, path, e.getReason()), e);
        }
    }
}
