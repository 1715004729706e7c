package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections from this side.
class ConnectorTest {

    private Connector connector;

    @BeforeEach
    void open() throws IOException {
        connector = Connector.open(ConnectorConfig.DEFAULT);
    }

    @AfterEach
    void close() {
        connector.close();
        assertEquals(0, connector.connections());
    }

    private static String ask(Connection connection, String question) throws IOException {
        connection.output().write(question.getBytes(StandardCharsets.UTF_8));
        return new String(
                connection.input().readExactly(question.length()), StandardCharsets.UTF_8);
    }

    /// A call on a thread of its own.
    private record Call<T>(Thread thread, FutureTask<T> task) {

        static <T> Call<T> of(Callable<T> call) {
            var task = new FutureTask<>(call);
            return new Call<>(Thread.ofVirtual().start(task), task);
        }

        boolean isWaiting() {
            return thread.getState() == Thread.State.WAITING;
        }

        T result() throws Exception {
            return task.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        Throwable failure() {
            return assertThrows(ExecutionException.class, this::result).getCause();
        }
    }

    @Test
    void connectsOverTcp() throws Exception {
        try (var server = Servers.echo();
                var connection = connector.connect(server.addresses().getFirst())) {

            assertEquals("hello", ask(connection, "hello"));
            assertEquals(server.addresses().getFirst(), connection.peerAddress());
            assertEquals("client", connection.listenerName());
            assertEquals(1, connector.connections());
            assertEquals(5, connector.bytesIn());
            assertEquals(5, connector.bytesOut());
        }
    }

    @Test
    void connectsOverIpv6() throws Exception {
        var address = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
        try (var server =
                        SocketServer.start(
                                ServerConfig.on(address).withObservers(List.of()), Servers.ECHO);
                var connection = connector.connect(server.addresses().getFirst())) {

            assertEquals("six", ask(connection, "six"));
        }
    }

    @Test
    void connectsOverUnixSocket(@TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (var server =
                        SocketServer.start(
                                ServerConfig.on(address).withObservers(List.of()), Servers.ECHO);
                var connection = connector.connect(address)) {

            assertEquals("local", ask(connection, "local"));
            assertEquals(server.addresses().getFirst(), connection.peerAddress());
        }
    }

    @Test
    void waitsForRoomInTheBacklogOfUnixSocket(@TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            List<Connection> first = new ArrayList<>();
            var last =
                    Call.of(() -> {
                        for (int i = 0; i < 4; i++) { // more than the backlog has room for
                            first.add(connector.connect(address));
                        }
                        return first.getLast();
                    });

            for (int i = 0; i < 3; i++) {
                server.accept().close();
            }
            try (SocketChannel accepted = server.accept()) {
                last.result().output().write('x');
                var byteRead = ByteBuffer.allocate(1);
                accepted.read(byteRead);
                assertEquals('x', byteRead.get(0));
            }
        }
    }

    @Test
    void isConnectedFromLocalAddress() throws Exception {
        var local = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 0);
        try (var server = Servers.start(connection -> connection.input().read());
                var connection = connector.connect(server.addresses().getFirst(), local)) {

            assertEquals(
                    local.getAddress(),
                    ((InetSocketAddress) connection.localAddress()).getAddress());
            eventually().until(() -> server.connections() == 1);
            assertEquals(
                    connection.localAddress(), server.openConnections().getFirst().peerAddress());
        }
    }

    @Test
    void sendsBeforeItCloses() throws Exception {
        var probe = Probe.of(connection -> connection.input().readAllBytes().length);
        try (var server = Servers.start(probe)) {
            try (var connection = connector.connect(server.addresses().getFirst())) {
                connection.output().write(new byte[1 << 20]);
            }

            assertEquals(1 << 20, probe.result());
            assertEquals(0, connector.connections());
        }
    }

    @Test
    void closesWhoReads() throws Exception {
        try (var server = Servers.echo()) {
            Connection connection = connector.connect(server.addresses().getFirst());
            var read = Call.of(() -> connection.input().read());
            eventually().until(() -> connection.snapshot().phase() == ConnectionPhase.READING);

            connection.close();

            assertInstanceOf(ConnectionClosedException.class, read.failure());
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void limitsSilence() throws Exception {
        Timeouts timeouts = ConnectorConfig.DEFAULT_TIMEOUTS.withFirstByte(Duration.ofMillis(50));
        try (var impatient = Connector.open(ConnectorConfig.DEFAULT.withTimeouts(timeouts));
                var server = Servers.echo();
                var connection = impatient.connect(server.addresses().getFirst())) {

            var late =
                    assertThrows(
                            ConnectionTimedOutException.class, () -> connection.input().read());

            assertEquals(TimeoutPhase.FIRST_BYTE, late.phase());
            assertEquals("still there", ask(connection, "still there"));
        }
    }

    private ConnectFailedException failure(SocketAddress address) {
        return assertThrows(ConnectFailedException.class, () -> connector.connect(address));
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        SocketAddress address = TestPeer.loopback(Servers.unusedPort());

        ConnectFailedException refused = failure(address);

        assertEquals(ConnectFailure.REFUSED, refused.reason());
        assertEquals(address, refused.address());
        assertEquals(
                "cannot connect to " + Addresses.print(address) + ": Connection refused",
                refused.getMessage());
    }

    @Test
    void saysThatThereIsNoFile(@TempDir Path folder) {
        assertEquals(
                ConnectFailure.NO_SUCH_FILE,
                failure(UnixDomainSocketAddress.of(folder.resolve("none"))).reason());
    }

    @Test
    void saysThatLocalAddressIsNotOurs() throws Exception {
        try (var server = Servers.echo()) {
            var foreign = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);

            var failure =
                    assertThrows(
                            ConnectFailedException.class,
                            () -> connector.connect(server.addresses().getFirst(), foreign));

            assertEquals(ConnectFailure.LOCAL_ADDRESS, failure.reason());
            assertTrue(failure.getMessage().endsWith(", from 192.0.2.1:0"), failure::getMessage);
        }
    }

    @Test
    void givesUpWhenItsTimeIsOver() throws Exception {
        try (var impatient =
                        Connector.open(ConnectorConfig.DEFAULT.withConnect(Duration.ofMillis(50)));
                var full = new FullBacklog()) {
            var late =
                    assertThrows(
                            ConnectFailedException.class, () -> impatient.connect(full.address()));

            assertEquals(ConnectFailure.TIMED_OUT, late.reason());
            assertTrue(late.getMessage().endsWith("no answer within PT0.05S"), late::getMessage);
        }
    }

    @Test
    void givesUpAtTheDeadline() throws Exception {
        try (var full = new FullBacklog()) {
            var late =
                    assertThrows(
                            DeadlineExceededException.class,
                            () ->
                                    Deadline.within(
                                            Duration.ofMillis(50),
                                            () -> connector.connect(full.address())));

            assertTrue(late.getMessage().contains("a connect to "), late::getMessage);
        }
    }

    @Test
    void givesUpWhenInterrupted() throws Exception {
        try (var full = new FullBacklog()) {
            var attempt = Call.of(() -> connector.connect(full.address()));
            eventually().until(() -> attempt.isWaiting());

            attempt.thread().interrupt();

            assertInstanceOf(ConnectionInterruptedException.class, attempt.failure());
        }
    }

    @Test
    void endsAttemptsWhenClosed() throws Exception {
        try (var full = new FullBacklog()) {
            var attempt = Call.of(() -> connector.connect(full.address()));
            eventually().until(() -> attempt.isWaiting());

            connector.close();

            assertInstanceOf(ConnectionClosedException.class, attempt.failure());
            assertThrows(ConnectionClosedException.class, () -> connector.connect(full.address()));
        }
    }

    @Test
    void endsItsConnectionsWhenClosed() throws Exception {
        try (var server = Servers.echo()) {
            Connection connection = connector.connect(server.addresses().getFirst());
            var read = Call.of(() -> connection.input().read());

            connector.close();

            assertInstanceOf(ConnectionClosedException.class, read.failure());
            assertFalse(connection.isOpen());
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void wantsAddressesThatAreLookedUp() {
        var name = InetSocketAddress.createUnresolved("somewhere", 7);

        var mistake = assertThrows(IllegalArgumentException.class, () -> connector.connect(name));

        assertEquals(
                "address must be looked up before, was the name somewhere", mistake.getMessage());
    }

    @Test
    void wantsOptionsThatTheSystemKnows() {
        ConnectorConfig config =
                ConnectorConfig.DEFAULT.withOptions(
                        SocketOptions.NONE.with(StandardSocketOptions.IP_MULTICAST_TTL, 3));

        var mistake = assertThrows(IllegalArgumentException.class, () -> Connector.open(config));

        assertEquals(
                "connector client: option IP_MULTICAST_TTL is not supported by this system",
                mistake.getMessage());
    }

    @Test
    void servesPlatformThreads() throws Exception {
        try (var server = Servers.echo();
                var connection = connector.connect(server.addresses().getFirst())) {
            assertFalse(Thread.currentThread().isVirtual());

            assertEquals("from main", ask(connection, "from main"));
        }
    }
}
