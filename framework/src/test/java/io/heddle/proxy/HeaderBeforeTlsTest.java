package io.heddle.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Connection;
import io.heddle.Eventually;
import io.heddle.ListenerConfig;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.proxy.ProxyHeader.Version;
import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A header comes before TLS, and often in the same packet as the ClientHello.
class HeaderBeforeTlsTest {

    private static final InetSocketAddress CLIENT =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711);

    @TempDir private Path folder;
    private final Queue<Connection> handled = new ConcurrentLinkedQueue<>();

    /// Sends some bytes together with the first that are sent over it.
    private static final class PrefixedSocket extends Socket {

        private final byte[] prefix;

        PrefixedSocket(byte[] prefix) {
            this.prefix = prefix;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream target = super.getOutputStream();
            return new OutputStream() {
                private boolean begun;

                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    var all = new ByteArrayOutputStream();
                    if (!begun) {
                        all.writeBytes(prefix);
                    }
                    begun = true;
                    all.write(bytes, offset, length);
                    target.write(all.toByteArray());
                }
            };
        }
    }

    @Test
    void inOnePacket() throws Exception {
        TestCertificates own = TestCertificates.make(folder);
        var listener =
                ListenerConfig.on(TestPeer.loopback(0))
                        .withPreamble(ProxyProtocol.requiredFrom(ProxyProtocolTest.LOOPBACK))
                        .withTransport(TlsTransport.of(own.context()));
        try (var server =
                SocketServer.start(
                        ServerConfig.on(listener).withObservers(List.of()),
                        connection -> {
                            handled.add(connection);
                            Servers.ECHO.handle(connection);
                        })) {
            int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
            for (Version version : Version.values()) {
                ProxyHeader header = ProxyHeader.proxied(CLIENT, CLIENT).withVersion(version);
                var socket = new PrefixedSocket(header.toBytes());
                socket.connect(TestPeer.loopback(port));

                try (var client =
                        own.trust()
                                .getSocketFactory()
                                .createSocket(socket, "localhost", port, true)) {
                    client.setSoTimeout((int) Eventually.PATIENCE.toMillis());
                    client.getOutputStream().write("hello".getBytes(US_ASCII));

                    byte[] answer = client.getInputStream().readNBytes(5);
                    assertEquals("hello", new String(answer, US_ASCII));
                    assertEquals(CLIENT, handled.remove().peerAddress());
                }
            }
        }
    }
}
