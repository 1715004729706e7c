package io.heddle.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Background;
import io.heddle.ListenerConfig;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes go both ways over TLS, whatever their number.
class TlsEchoTest {

    @TempDir static Path folder;
    private static TestCertificates own;

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothDirectionsAtOnce(String protocol) throws Exception {
        var sent = new byte[5_000_000];
        new Random(42).nextBytes(sent);
        try (var server = start();
                var socket = connect(server, protocol)) {

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

    private static SocketServer start() throws Exception {
        return SocketServer.start(
                ServerConfig.on(
                                ListenerConfig.on(TestPeer.loopback(0))
                                        .withTransport(TlsTransport.of(own.context())))
                        .withObservers(List.of()),
                Servers.ECHO);
    }

    private static SSLSocket connect(SocketServer server, String protocol) throws Exception {
        SSLContext context = own.trust();
        var address = (InetSocketAddress) server.addresses().getFirst();
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(address.getAddress(), address.getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(20_000);
        return socket;
    }
}
