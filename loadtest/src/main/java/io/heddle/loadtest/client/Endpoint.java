package io.heddle.loadtest.client;

import io.heddle.loadtest.wire.Protocol;
import java.net.InetSocketAddress;

/// Where the load goes, and what is spoken there.
///
/// @param tls whether everything is in TLS
/// @param path of HTTP and WebSocket, such as `/echo`; otherwise empty
public record Endpoint(Protocol protocol, boolean tls, InetSocketAddress address, String path) {

    /// A server of raw echo.
    public static Endpoint raw(InetSocketAddress address) {
        return new Endpoint(Protocol.RAW, false, address, "");
    }
}
