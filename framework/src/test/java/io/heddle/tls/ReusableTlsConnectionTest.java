package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.Connector;
import io.heddle.ConnectorConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which connections with TLS somebody else could go on with.
class ReusableTlsConnectionTest {

    @TempDir static Path folder;
    private static TestCertificates own;

    private Connector connector;

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    @BeforeEach
    void open() throws IOException {
        connector = Connector.open(ConnectorConfig.DEFAULT);
    }

    @AfterEach
    void close() {
        connector.close();
    }

    private Connection connect(SocketServer server, String protocol) throws IOException {
        Connection connection = connector.connect(server.addresses().getFirst());
        connection.upgrade(
                TlsTransport.client(
                        own.trust(), "localhost", TlsConfig.DEFAULT.withProtocols(protocol)));
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void isReusableBetweenAnswers(String protocol) throws Exception {
        try (var server = TlsServers.echo(own);
                var connection = connect(server, protocol)) {
            assertTrue(connection.isReusable());

            for (int size : new int[] {1, 100_000, 16_384}) {
                connection.output().write(new byte[size]);
                connection.input().readExactly(size);

                assertTrue(connection.isReusable());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void unreadBytesSpoilItAndAreNotLost(String protocol) throws Exception {
        try (var server = TlsServers.echo(own);
                var connection = connect(server, protocol)) {
            connection.output().write(new byte[] {1, 2});
            eventually().until(() -> !connection.isReusable());

            assertEquals(1, connection.input().read());
            assertFalse(connection.isReusable());
            assertEquals(2, connection.input().read());
            assertTrue(connection.isReusable());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void endOfThePeersStreamSpoilsIt(String protocol) throws Exception {
        ConnectionHandler halfClosed =
                connection -> {
                    connection.shutdownOutput();
                    connection.input().read();
                };
        try (var server = TlsServers.start(own, halfClosed);
                var connection = connect(server, protocol)) {
            eventually().until(() -> !connection.isReusable());

            assertTrue(connection.isOpen());
            assertEquals(-1, connection.input().read());
        }
    }

    @Test
    void streamThatWasCutOffSpoilsIt() throws Exception {
        var leave = new CountDownLatch(1);
        ConnectionHandler abort =
                connection -> {
                    leave.await();
                    connection.abort();
                };
        try (var server = TlsServers.start(own, abort);
                var connection = connect(server, "TLSv1.3")) {
            assertTrue(connection.isReusable());

            leave.countDown();

            eventually().until(() -> !connection.isReusable());
        }
    }

    /// Swallows the second half of what it is given, while it is told to.
    private record HalfChannel(ByteChannel socket, AtomicBoolean halves) implements ByteChannel {

        @Override
        public int read(ByteBuffer target) throws IOException {
            return socket.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (!halves.get()) {
                return socket.write(source);
            }
            int count = source.remaining();
            socket.write(source.slice(source.position(), count / 2));
            source.position(source.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void halfRecordSpoilsIt() throws Exception {
        var halves = new AtomicBoolean();
        TlsTransport tls = TlsTransport.of(own.context());
        Transport cutting =
                (connection, socket) -> tls.open(connection, new HalfChannel(socket, halves));
        try (var server = SocketServer.start(TlsServers.config(cutting), Servers.ECHO);
                var connection = connect(server, "TLSv1.3")) {
            connection.output().write(new byte[10]);
            connection.input().readExactly(10);
            assertTrue(connection.isReusable());

            halves.set(true);
            connection.output().write(new byte[100]);

            eventually().until(() -> !connection.isReusable());
            assertEquals(0, connection.input().available());
        }
    }
}
