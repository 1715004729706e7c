package io.heddle.tls;

import io.heddle.ConnectionHandler;
import io.heddle.Eventually;
import io.heddle.ListenerConfig;
import io.heddle.ServerConfig;
import io.heddle.ServerObserver;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Servers with TLS as tests want them, and peers of the JDK.
final class TlsServers {

    private TlsServers() {}

    static ServerConfig config(Transport transport) {
        return ServerConfig.on(ListenerConfig.on(TestPeer.loopback(0)).withTransport(transport))
                .withObservers(List.of());
    }

    static SocketServer echo(TestCertificates own) throws IOException {
        return start(own, Servers.ECHO);
    }

    static SocketServer start(
            TestCertificates own, ConnectionHandler handler, ServerObserver... observers)
            throws IOException {
        return SocketServer.start(
                config(TlsTransport.of(own.context())).withObservers(List.of(observers)), handler);
    }

    static SSLSocket connect(SocketServer server, SSLContext context, String... protocols)
            throws IOException {
        var address = (InetSocketAddress) server.addresses().getFirst();
        var plain = new Socket(address.getAddress(), address.getPort());
        plain.setTcpNoDelay(true);
        plain.setSoTimeout((int) Eventually.PATIENCE.toMillis());
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "localhost", address.getPort(), true);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    static int port(SocketServer server) {
        return ((InetSocketAddress) server.addresses().getFirst()).getPort();
    }
}
