package io.heddle.samples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Where a sample connects to: over TCP, TLS or a Unix-domain socket, by plain blocking sockets.
///
/// @param address where
/// @param tls who is trusted; null: no TLS
public record Outgoing(SocketAddress address, @Nullable SSLContext tls) {

    private static final String UNIX = "unix:";
    private static final int MAX_PORT = 65_535;

    /// A Unix-domain socket.
    ///
    /// @throws UsageException if the text is no path
    public static SocketAddress unix(String option, String path) {
        try {
            return UnixDomainSocketAddress.of(Path.of(path));
        } catch (InvalidPathException wrong) {
            throw new UsageException("option " + option + " must be a path, was " + path);
        }
    }

    /// Reads `HOST:PORT` or `unix:PATH`.
    ///
    /// @throws UsageException if the text is neither
    public static SocketAddress address(String option, String text) {
        if (text.startsWith(UNIX)) {
            return unix(option, text.substring(UNIX.length()));
        }
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port <= MAX_PORT) {
                return InetSocketAddress.createUnresolved(text.substring(0, colon), port);
            }
        } catch (NumberFormatException noPort) {
            // told below
        }
        throw new UsageException(
                "option " + option + " must be HOST:PORT or unix:PATH, was " + text);
    }

    /// Connects.
    ///
    /// @param first what is sent before TLS begins
    /// @throws UnknownHostException naming the host
    public Link connect(byte[] first) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            return Link.over(SocketChannel.open(address), first);
        }
        var inet = (InetSocketAddress) address;
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
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : UNIX + address;
    }
}
