package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Connection;
import io.heddle.Endpoint;
import io.heddle.ListenerConfig;
import io.heddle.Network;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.Transport;
import io.heddle.proxy.ProxyHeader;
import io.heddle.proxy.ProxyProtocol;
import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client sends before everything else, as our own servers read it.
class PreambleOutTest {

    private static final InetSocketAddress FAR =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711);

    @AutoClose private SocketClient client;
    private final AtomicReference<Connection> served = new AtomicReference<>();

    @BeforeEach
    void open() throws IOException {
        client = SocketClient.open(SocketClientConfig.DEFAULT);
    }

    private SocketServer server(Transport transport) throws IOException {
        ListenerConfig listener =
                ListenerConfig.on(TestPeer.loopback(0))
                        .withPreamble(
                                ProxyProtocol.requiredFrom(List.of(Network.parse("127.0.0.0/8"))))
                        .withTransport(transport);
        return SocketServer.start(
                ServerConfig.on(listener).withObservers(List.of()),
                connection -> {
                    served.set(connection);
                    Servers.ECHO.handle(connection);
                });
    }

    private static Endpoint endpoint(SocketServer server) {
        return new Endpoint(Endpoint.Kind.TCP, server.addresses().getFirst());
    }

    private static byte[] header(Connection connection) {
        return ProxyHeader.proxied(FAR, connection.peerAddress()).toBytes();
    }

    private static void checkEcho(Connection connection) throws IOException {
        connection.output().write('x');
        assertEquals('x', connection.input().read());
    }

    @Test
    void goesBeforeTheStream() throws IOException {
        ConnectOptions options = ConnectOptions.DEFAULT.withPreamble(PreambleOutTest::header);
        try (var server = server(Transport.PLAIN);
                var connection = client.connect(endpoint(server), options)) {

            checkEcho(connection);

            assertEquals(FAR, served.get().peerAddress());
        }
    }

    @Test
    void goesBeforeTls(@TempDir Path folder) throws IOException {
        var own = TestCertificates.make(folder);
        ConnectOptions options =
                ConnectOptions.DEFAULT
                        .withPreamble(ProxyHeader.proxied(FAR, FAR).toBytes())
                        .withTransport(host -> TlsTransport.client(own.trust(), host));
        try (var server = server(TlsTransport.of(own.context()));
                var connection = client.connect(endpoint(server), options)) {

            checkEcho(connection);

            assertEquals(FAR, served.get().peerAddress());
        }
    }

    @Test
    void closesTheConnectionIfItCannotBeMade() throws IOException {
        var odd = new IllegalStateException("odd");
        Function<Connection, byte[]> broken =
                connection -> {
                    throw odd;
                };
        try (var server = server(Transport.PLAIN)) {
            var thrown =
                    assertThrows(
                            IllegalStateException.class,
                            () ->
                                    client.connect(
                                            endpoint(server),
                                            ConnectOptions.DEFAULT.withPreamble(broken)));

            assertSame(odd, thrown);
            assertEquals(0, client.connections());
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void isTheCallersOwnCopy() throws IOException {
        byte[] bytes = ProxyHeader.proxied(FAR, FAR).toBytes();
        ConnectOptions options = ConnectOptions.DEFAULT.withPreamble(bytes);
        bytes[0] = 'x';
        try (var server = server(Transport.PLAIN);
                var connection = client.connect(endpoint(server), options)) {

            checkEcho(connection);
        }
    }
}
