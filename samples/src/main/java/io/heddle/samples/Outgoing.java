package io.heddle.samples;

import io.heddle.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Where a sample connects to: over TCP, TLS or a Unix-domain socket, by plain blocking sockets.
///
/// @param endpoint where
/// @param tls who is trusted; null: no TLS
public record Outgoing(Endpoint endpoint, @Nullable SSLContext tls) {

    /// Connects.
    ///
    /// @param first what is sent before TLS begins
    /// @throws UnknownHostException naming the host
    public Link connect(byte[] first) throws IOException {
        if (endpoint.kind() == Endpoint.Kind.UNIX) {
            return Link.over(SocketChannel.open(endpoint.address()), first);
        }
        var inet = (InetSocketAddress) endpoint.address();
        var socket = new Socket(inet.getHostString(), inet.getPort());
        try {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(first);
            return Link.over(tls == null ? socket : secured(socket, tls, inet));
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    private static Socket secured(Socket socket, SSLContext tls, InetSocketAddress server)
            throws IOException {
        var secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(
                                        socket, server.getHostString(), server.getPort(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /// As it is written in options.
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
