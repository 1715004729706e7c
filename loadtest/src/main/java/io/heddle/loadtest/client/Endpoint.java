package io.heddle.loadtest.client;

import io.heddle.loadtest.wire.Protocol;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/// Where the load goes, and what is spoken there.
///
/// @param address of TCP, of UDP, or of a Unix socket
/// @param path of HTTP and WebSocket, such as `/echo`; otherwise empty
public record Endpoint(Protocol protocol, Transport transport, SocketAddress address, String path) {

    /// A server of raw echo.
    public static Endpoint raw(SocketAddress address) {
        return new Endpoint(Protocol.RAW, Transport.STREAM, address, "");
    }

    /// The same over UDP.
    public static Endpoint datagrams(SocketAddress address) {
        return new Endpoint(Protocol.RAW, Transport.UDP, address, "");
    }

    /// Whether everything is in TLS.
    public boolean tls() {
        return transport == Transport.TLS;
    }

    /// Whether each request is a datagram.
    public boolean isUdp() {
        return transport == Transport.UDP;
    }

    /// Whether it is a Unix socket.
    public boolean isUnix() {
        return address instanceof UnixDomainSocketAddress;
    }
}
