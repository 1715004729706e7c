package io.heddle;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files on their way to a peer.
class FileTransferTest {

    private static final int LENGTH = 5_000_003;
    private static final byte[] BYTES = BlockedWrite.pattern(LENGTH);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int MEBIBYTES = Integer.getInteger("heddle.mebibytes", 16);

    @TempDir private Path directory;

    private Path path;
    private FileChannel file;

    @BeforeEach
    void makeFile() throws IOException {
        path = Files.write(directory.resolve("file"), BYTES);
        file = FileChannel.open(path);
    }

    @AfterEach
    void closeFile() throws IOException {
        file.close();
    }

    @Test
    void sendsTheWholeFile() throws Exception {
        assertSends(BYTES, Servers.config(), 0, LENGTH);
    }

    @Test
    void sendsAPart() throws Exception {
        assertSends(Arrays.copyOfRange(BYTES, 1_000, 200_000), Servers.config(), 1_000, 199_000);
    }

    @Test
    void sendsNothing() throws Exception {
        assertSends(new byte[0], Servers.config(), LENGTH, 0);
    }

    @Test
    void sendsInChunksOverAnotherTransport() throws Exception {
        assertSends(BYTES, copying(), 0, LENGTH);
        assertSends(Arrays.copyOfRange(BYTES, 1_000, 200_000), copying(), 1_000, 199_000);
    }

    private void assertSends(byte[] expected, ServerConfig config, long position, long count)
            throws Exception {
        Probe<Void> sender =
                Probe.doing(connection -> connection.output().transferFrom(file, position, count));
        try (var server = SocketServer.start(config, sender);
                var peer = TestPeer.connect(server)) {

            assertArrayEquals(expected, peer.receiveAll());

            sender.result();
            assertEquals(expected.length, sender.connection().bytesOut());
            assertEquals(0, file.position());
        }
    }

    @Test
    void sendsToManyPeersFromOneChannel() throws Exception {
        try (var server = Servers.start(this::sendAll)) {
            Background[] peers = new Background[20];
            for (int i = 0; i < peers.length; i++) {
                peers[i] =
                        Background.startVirtual(() -> {
                            try (var peer = TestPeer.connect(server)) {
                                assertArrayEquals(BYTES, peer.receiveAll());
                            }
                        });
            }
            Arrays.stream(peers).forEach(Background::join);
        }
    }

    private void sendAll(Connection connection) throws IOException {
        connection.output().transferFrom(file, 0, LENGTH);
    }

    @Test
    void sendsABigFileToASlowReader() throws Exception {
        long length = MEBIBYTES * 1024L * 1024L;
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        try (var big = FileChannel.open(directory.resolve("big"), CREATE, WRITE)) {
            byte[] block = BlockedWrite.pattern(1024 * 1024);
            for (int i = 0; i < MEBIBYTES; i++) {
                block[0] = (byte) i;
                sent.update(block);
                big.write(ByteBuffer.wrap(block));
            }
        }
        MessageDigest received = MessageDigest.getInstance("SHA-256");
        try (var big = FileChannel.open(directory.resolve("big"));
                var server =
                        SocketServer.start(
                                Servers.configWithSmallBuffers(),
                                connection -> connection.output().transferFrom(big, 0, length));
                var peer = TestPeer.withSmallBuffer(server)) {
            for (long left = length; left > 0; ) {
                byte[] bytes = peer.receive((int) Math.min(left, 100_000));
                received.update(bytes);
                left -= bytes.length;
            }
            peer.expectEnd();
        }

        assertEquals(hex(sent), hex(received));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void tellsHowMuchWasSentBeforeADeadlineAndGoesOnFromThere() throws Exception {
        goesOnAfterADeadline(Servers.configWithSmallBuffers());
        goesOnAfterADeadline(copyingWithSmallBuffers());
    }

    private void goesOnAfterADeadline(ServerConfig config) throws Exception {
        var sent = new CompletableFuture<Long>();
        Probe<Void> sender =
                Probe.doing(connection -> {
                    long first = 0;
                    while (first == 0) { // as it is if the time is over before the first bytes go
                        var late =
                                assertThrows(
                                        DeadlineExceededException.class,
                                        () -> Deadline.within(SHORT, () -> sendAll(connection)));
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                        first = late.bytesTransferred();
                    }
                    sent.complete(first);
                    connection.output().transferFrom(file, first, LENGTH - first);
                });
        try (var server = SocketServer.start(config, sender);
                var peer = TestPeer.withSmallBuffer(server)) {
            Eventually.eventually().until(() -> sent.isDone() || sender.isDone());

            assertArrayEquals(BYTES, peer.receiveAll());

            sender.result();
            assertTrue(sent.join() < LENGTH);
            assertTrue(file.isOpen());
        }
    }

    @Test
    void endsWhenThePeerIsGone() throws Exception {
        Probe<Void> sender =
                Probe.doing(connection -> {
                    while (true) {
                        sendAll(connection);
                    }
                });
        try (var server = Servers.start(sender);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(sender);

            peer.reset();

            sender.failure(PeerResetException.class);
            assertTrue(file.isOpen());
        }
    }

    @Test
    void sendsNoMoreThanItShouldOfAFileThatGrows() throws Exception {
        Probe<Void> sender = Probe.doing(this::sendAll);
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), sender);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(sender);
            Files.write(path, new byte[100_000], APPEND);

            assertArrayEquals(BYTES, peer.receiveAll());

            sender.result();
        }
    }

    @Test
    void tellsOfAFileThatShrinks() throws Exception {
        tellsOfAFileThatShrinks(Servers.configWithSmallBuffers());
        Files.write(path, BYTES);
        tellsOfAFileThatShrinks(copyingWithSmallBuffers());
    }

    private void tellsOfAFileThatShrinks(ServerConfig config) throws Exception {
        Probe<Void> sender = Probe.doing(this::sendAll);
        try (var server = SocketServer.start(config, sender);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(sender);
            try (var other = FileChannel.open(path, WRITE)) {
                other.truncate(4_000_000);
            }

            byte[] received = peer.receiveAll();

            EOFException ended = sender.failure(EOFException.class);
            assertEquals("file ended after 4000000 of 5000003 bytes", ended.getMessage());
            assertArrayEquals(Arrays.copyOf(BYTES, 4_000_000), received);
        }
    }

    @Test
    void tellsOfAFileThatIsTooShort() throws Exception {
        for (ServerConfig config : new ServerConfig[] {Servers.config(), copying()}) {
            Probe<Void> sender =
                    Probe.doing(
                            connection -> connection.output().transferFrom(file, LENGTH - 10, 100));
            try (var server = SocketServer.start(config, sender);
                    var peer = TestPeer.connect(server)) {

                assertEquals(10, peer.receiveAll().length);

                assertEquals(
                        "file ended after 10 of 100 bytes",
                        sender.failure(EOFException.class).getMessage());
            }
        }
    }

    @Test
    void tellsOfAFileThatIsClosed() throws Exception {
        file.close();
        for (ServerConfig config : new ServerConfig[] {Servers.config(), copying()}) {
            Probe<Void> sender = Probe.doing(this::sendAll);
            try (var server = SocketServer.start(config, sender);
                    var peer = TestPeer.connect(server)) {
                peer.expectEnd();

                IOException failure = sender.failure(IOException.class);
                assertInstanceOf(ClosedChannelException.class, failure.getCause());
                assertTrue(failure.getMessage().startsWith("cannot read the file: "));
            }
        }
    }

    /// No byte of the file comes into the process.
    @Test
    void letsTheSystemSendTheFile() throws Exception {
        Path log = directory.resolve("calls");
        try (var process = ChildJvm.start(FileSender.class, "-Dfile=" + path);
                var peer =
                        TestPeer.connect(
                                TestPeer.loopback(Integer.parseInt(process.awaitLine("port "))));
                var _ = Strace.watch(process.handle().pid(), "sendfile", log)) {
            peer.send("go\n");

            assertArrayEquals(BYTES, peer.receive(LENGTH));
            peer.halfClose().expectEnd(); // the last call has returned, and that is written down
        }

        long sent =
                Pattern.compile(
                                "sendfile(?:64)?(?:\\(| resumed>).*\\) += (\\d+)$",
                                Pattern.MULTILINE)
                        .matcher(Files.readString(log))
                        .results()
                        .mapToLong(call -> Long.parseLong(call.group(1)))
                        .sum();
        assertEquals(LENGTH, sent);
    }

    @Test
    void refusesWhatIsNoPart() {
        ConnectionOutput output = MemoryConnection.of().connection().output();

        assertThrows(IllegalArgumentException.class, () -> output.transferFrom(file, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> output.transferFrom(file, 1, -1));
    }

    /// A server whose transport changes nothing but wants to see all bytes.
    private static ServerConfig copying() {
        return copying(Servers.config());
    }

    private static ServerConfig copyingWithSmallBuffers() {
        return copying(Servers.configWithSmallBuffers());
    }

    private static ServerConfig copying(ServerConfig plain) {
        return ServerConfig.on(plain.listeners().getFirst().withTransport(FileTransferTest::link))
                .withObservers(List.of());
    }

    private static TransportLink link(Connection connection, ByteChannel socket) {
        return new TransportLink() {
            @Override
            public Step handshake() {
                return Step.DONE;
            }

            @Override
            public int read(ByteBuffer target) throws IOException {
                return socket.read(target);
            }

            @Override
            public int write(ByteBuffer source) throws IOException {
                return socket.write(source);
            }

            @Override
            public boolean flush() {
                return true;
            }

            @Override
            public boolean endOutput() {
                return true;
            }
        };
    }
}
