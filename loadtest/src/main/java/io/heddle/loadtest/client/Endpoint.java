package io.heddle.loadtest.client;

import io.heddle.loadtest.wire.Protocol;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/// Where the load goes, and what is spoken there.
///
/// @param tls whether everything is in TLS
/// @param address of TCP or of a Unix socket
/// @param path of HTTP and WebSocket, such as `/echo`; otherwise empty
public record Endpoint(Protocol protocol, boolean tls, SocketAddress address, String path) {

    /// A server of raw echo.
    public static Endpoint raw(SocketAddress address) {
        return new Endpoint(Protocol.RAW, false, address, "");
    }

    /// Whether it is a Unix socket.
    public boolean isUnix() {
        return address instanceof UnixDomainSocketAddress;
    }
}
