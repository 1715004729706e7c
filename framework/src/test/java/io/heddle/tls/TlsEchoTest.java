package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.Eventually;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes go both ways over TLS, whatever their number and however the network cuts them.
class TlsEchoTest {

    @TempDir static Path folder;
    private static TestCertificates own;

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothDirectionsAtOnce(String protocol) throws Exception {
        byte[] sent = random(5_000_000);
        try (var server = TlsServers.echo(own);
                var socket = TlsServers.connect(server, own.trust(), protocol)) {

            var writer =
                    Background.start(() -> {
                        socket.getOutputStream().write(sent);
                        socket.shutdownOutput();
                    });
            byte[] received = socket.getInputStream().readNBytes(sent.length);
            writer.join();

            assertArrayEquals(sent, received);
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void recordsOfEverySize(String protocol) throws Exception {
        byte[] all = random(70_000);
        try (var server = TlsServers.echo(own);
                var socket = TlsServers.connect(server, own.trust(), protocol)) {
            for (int size : new int[] {1, 2, 100, 4_095, 4_096, 4_097, 16_384, 16_385, 70_000}) {

                socket.getOutputStream().write(all, 0, size);
                byte[] received = socket.getInputStream().readNBytes(size);

                assertEquals(size, received.length);
                assertArrayEquals(Arrays.copyOf(all, size), received);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aNetworkThatBringsByteByByte(String protocol) throws Exception {
        byte[] sent = random(20_000);
        try (var server = TlsServers.echo(own);
                var network = new Chopper(server);
                var plain = network.connect();
                var socket =
                        (SSLSocket)
                                own.trust()
                                        .getSocketFactory()
                                        .createSocket(plain, "localhost", 1, true)) {
            socket.setEnabledProtocols(new String[] {protocol});

            var writer = Background.start(() -> socket.getOutputStream().write(sent));
            byte[] received = socket.getInputStream().readNBytes(sent.length);
            writer.join();

            assertArrayEquals(sent, received);
        }
    }

    @Test
    void anIdleConnectionHoldsNoBytes() throws Exception {
        Queue<TlsLink> links = new ConcurrentLinkedQueue<>();
        TlsTransport tls = TlsTransport.of(own.context());
        Transport noting =
                (connection, socket) -> {
                    var link = (TlsLink) tls.open(connection, socket);
                    links.add(link);
                    return link;
                };
        try (var server = SocketServer.start(TlsServers.config(noting), Servers.ECHO);
                var socket = TlsServers.connect(server, own.trust())) {
            for (int size : new int[] {10, 100_000, 16_384, 1}) {

                socket.getOutputStream().write(random(size));
                assertEquals(size, socket.getInputStream().readNBytes(size).length);

                assertEquals(1, links.size());
                eventually().until(() -> links.element().isEmpty());
            }
            assertTrue(links.element().isEmpty());
        }
    }

    /// Hands every byte on by itself.
    private static final class Chopper implements AutoCloseable {

        private final ServerSocket listener;
        private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        private final int port;

        Chopper(SocketServer server) throws IOException {
            this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            this.port = TlsServers.port(server);
        }

        Socket connect() throws IOException {
            Socket peer =
                    noting(new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
            Socket near = noting(listener.accept());
            Socket far = noting(new Socket(InetAddress.getLoopbackAddress(), port));
            peer.setSoTimeout((int) Eventually.PATIENCE.toMillis());
            Background.start(() -> chop(near, far));
            Background.start(() -> far.getInputStream().transferTo(near.getOutputStream()));
            return peer;
        }

        private Socket noting(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            sockets.add(socket);
            return socket;
        }

        private static void chop(Socket from, Socket to) throws IOException {
            for (int b = from.getInputStream().read(); b >= 0; b = from.getInputStream().read()) {
                to.getOutputStream().write(b);
            }
            to.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
