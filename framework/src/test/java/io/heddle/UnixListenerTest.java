package io.heddle;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A socket file is made where nothing else is, replaced where nobody listens any more, and gone
/// when the server is. `-Dheddle.runs=1000` makes it more restarts.
@Timeout(60)
class UnixListenerTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 50);

    @TempDir private Path directory;

    private Path path() {
        return directory.resolve("echo.sock");
    }

    private static SocketServer start(Path path) throws IOException {
        return start(path, UnixAccess.OWNER_ONLY);
    }

    private static SocketServer start(Path path, UnixAccess access) throws IOException {
        var listener = ListenerConfig.on(UnixDomainSocketAddress.of(path)).withUnixAccess(access);
        return SocketServer.start(ServerConfig.on(listener), Servers.ECHO);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void leaveStaleSocket(Path path) throws IOException {
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
    }

    @Test
    void servesAndLeavesNothingBehind() throws Exception {
        try (var server = start(path());
                var peer = UnixPeer.connect(path())) {
            assertEquals(List.of(UnixDomainSocketAddress.of(path())), server.addresses());
            assertEquals(List.of("echo.sock"), left());
            peer.echo("hello");
        }

        assertEquals(List.of(), left());
    }

    @Test
    void unlinksOnShutdown() throws Exception {
        try (var server = start(path())) {
            server.shutdown(Duration.ofSeconds(5));

            assertEquals(List.of(), left());
        }
    }

    @Test
    void namesConnectionsAfterListener() throws Exception {
        var observer = new RecordingObserver();
        var address = UnixDomainSocketAddress.of(path());
        try (var server =
                        SocketServer.start(
                                ServerConfig.on(address).withObservers(List.of(observer)),
                                Servers.ECHO);
                var peer = UnixPeer.connect(path())) {
            peer.echo("hello");

            Connection connection = server.openConnections().getFirst();
            assertEquals(
                    "connection-" + connection.id() + " of a peer of unix:" + path(),
                    connection.toString());
            assertEquals(address, connection.localAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw----", "rwxrwxrwx"})
    void fileHasMode(String mode) throws Exception {
        try (var server = start(path(), UnixAccess.mode(mode))) {
            assertTrue(server.isReady());
            assertEquals(
                    mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        }
    }

    @Test
    void fileHasOwnerAndGroupByNumber() throws Exception {
        Requirement.hold("root".equals(System.getProperty("user.name")), "root's rights");

        try (var server =
                start(path(), UnixAccess.OWNER_ONLY.withOwner("12345").withGroup("54321"))) {
            assertTrue(server.isReady());
            assertEquals(12345, Files.getAttribute(path(), "unix:uid", NOFOLLOW_LINKS));
            assertEquals(54321, Files.getAttribute(path(), "unix:gid", NOFOLLOW_LINKS));
        }
    }

    @Test
    void replacesStaleSocket() throws Exception {
        leaveStaleSocket(path());

        try (var server = start(path());
                var peer = UnixPeer.connect(path())) {
            assertTrue(server.isReady());
            peer.echo("hello");
        }

        assertEquals(List.of(), left());
    }

    @Test
    void leavesLiveServersFileAlone() throws Exception {
        try (var first = start(path());
                var peer = UnixPeer.connect(path())) {
            var refused = assertThrows(SocketFileException.class, () -> start(path()));

            assertEquals(
                    "cannot listen on unix:" + path() + ": a server listens there already",
                    refused.getMessage());
            assertTrue(first.isReady());
            peer.echo("hello");
            assertEquals(List.of("echo.sock"), left());
        }
    }

    @Test
    void leavesSocketAloneWhoseBacklogIsFull() throws Exception {
        List<UnixPeer> waiting = new ArrayList<>();
        try (var busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(path()), 1);
            waiting.add(UnixPeer.connect(path()));
            waiting.add(UnixPeer.connect(path()));

            assertThrows(SocketFileException.class, () -> start(path()));

            assertTrue(Files.exists(path()));
        } finally {
            for (UnixPeer peer : waiting) {
                peer.close();
            }
        }
    }

    @Test
    void refusesWhatIsInTheWay() throws Exception {
        Path target = Files.createFile(directory.resolve("target"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        Path folder = Files.createDirectory(directory.resolve("folder"));

        assertRefused(target, "a file is in the way");
        assertRefused(link, "a symbolic link is in the way");
        assertRefused(folder, "a directory is in the way");

        assertEquals(List.of("folder", "link", "target"), left());
    }

    @Test
    void refusesSymbolicLinkToStaleSocket() throws Exception {
        Path stale = directory.resolve("stale");
        leaveStaleSocket(stale);
        Files.createSymbolicLink(path(), stale);

        assertRefused(path(), "a symbolic link is in the way");

        assertEquals(List.of("echo.sock", "stale"), left());
    }

    @Test
    void saysWhatIsWrongWithPath() throws Exception {
        Path missing = directory.resolve("none");
        Path file = Files.createFile(directory.resolve("file"));
        Path tooLong = Path.of("/", "a".repeat(106));

        assertRefused(missing.resolve("x"), "there is no directory " + missing);
        assertRefused(file.resolve("x"), file + " is no directory");
        assertRefused(tooLong, "the path has 107 bytes, and may have 106");
    }

    @Test
    void saysWhichAccountIsUnknown() {
        var refused =
                assertThrows(
                        SocketFileException.class,
                        () -> start(path(), UnixAccess.OWNER_ONLY.withUsers("nobody-of-us")));

        assertEquals(
                "cannot listen on unix:" + path() + ": there is no user nobody-of-us",
                refused.getMessage());
        assertFalse(Files.exists(path()));
    }

    private static void assertRefused(Path path, String why) {
        var refused = assertThrows(SocketFileException.class, () -> start(path));

        assertEquals("cannot listen on unix:" + path + ": " + why, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 105, 106})
    void pathMayBeAsLongAsClientsKnowIt(int length) throws Exception {
        Path base = Files.createTempDirectory("u");
        String name = "a".repeat(length - base.toString().length() - 1);
        try (var server = start(base.resolve(name));
                var peer = UnixPeer.connect(base.resolve(name))) {
            assertTrue(server.isReady());
            peer.echo("hello");
        } finally {
            Files.delete(base); // it is empty
        }
    }

    @Test
    void keepsFileThatIsNotItsOwn() throws Exception {
        try (var server = start(path())) {
            assertTrue(server.isReady());
            Files.delete(path());
            Files.createFile(path());
        }

        assertEquals(List.of("echo.sock"), left());
    }

    @Test
    void removesFileWhenAnotherListenerCannotStart() throws Exception {
        var fine = ListenerConfig.on(UnixDomainSocketAddress.of(path()));
        var bad = ListenerConfig.on(UnixDomainSocketAddress.of(directory));

        assertThrows(
                SocketFileException.class,
                () -> SocketServer.start(ServerConfig.on(fine, bad), Servers.ECHO));

        assertEquals(List.of(), left());
    }

    @Test
    void ofManyStartersOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            leaveStaleSocket(path());
            List<SocketServer> winners = new ArrayList<>();
            try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<SocketServer>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    all.add(() -> startOrNull(path()));
                }
                for (var start : starters.invokeAll(all)) {
                    if (start.get() != null) {
                        winners.add(start.get());
                    }
                }
            }

            assertEquals(1, winners.size());
            try (var peer = UnixPeer.connect(path())) {
                peer.echo("hello");
            }
            winners.getFirst().close();
            assertEquals(List.of(), left());
        }
    }

    private static SocketServer startOrNull(Path path) throws IOException {
        try {
            return start(path);
        } catch (SocketFileException taken) {
            return null;
        }
    }

    @Test
    void restartsAgainAndAgain() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            try (var server = start(path());
                    var peer = UnixPeer.connect(path())) {
                assertTrue(server.isReady());
                peer.echo("hello");
            }
            if (i % 2 == 0) {
                leaveStaleSocket(path());
            }
        }

        Files.deleteIfExists(path());
        assertEquals(List.of(), left());
    }
}
