package io.heddle.http.files;

import static io.heddle.http.files.ServedFiles.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.Requirement;
import io.heddle.http.files.ServedFiles.Answer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is no file like others, or does not stay what it is.
class SpecialFilesTest {

    @TempDir private Path root;

    @Test
    void fifoIsNotWaitedFor() throws Exception {
        Path fifo = root.resolve("fifo");
        Requirement.hold(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "mkfifo");
        var made = new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start();
        assertTrue(made.waitFor(10, TimeUnit.SECONDS));
        Files.createSymbolicLink(root.resolve("link"), fifo);
        Files.createDirectory(root.resolve("sub"));
        Files.createSymbolicLink(root.resolve("sub/index.html"), fifo);

        assertEquals(404, get(StaticFiles.of(root), "/fifo").status());
        assertEquals(404, get(StaticFiles.of(root), "/link").status());
        assertEquals(404, get(StaticFiles.of(root), "/sub/").status());
        assertEquals(404, get(StaticFiles.of(root).withLinksOut(true), "/fifo").status());
    }

    @Test
    void socketsAndDevicesAreNotServed() throws Exception {
        Path path = root.resolve("s");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(path));

            assertEquals(404, get(StaticFiles.of(root), "/s").status());
        }
        Path device = Path.of("/dev/zero");
        Requirement.hold(Files.exists(device), "/dev/zero");
        Files.createSymbolicLink(root.resolve("zero"), device);
        assertEquals(404, get(StaticFiles.of(root).withLinksOut(true), "/zero").status());
    }

    @Test
    void whatMayNotBeReadIsForbidden() throws Exception {
        Path file = ServedFiles.file(root.resolve("a.txt"), "a");
        Path inside = ServedFiles.file(root.resolve("closed/b.txt"), "b");
        Requirement.hold(Files.getFileStore(root).supportsFileAttributeView("posix"), "file modes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Path closed = inside.getParent();
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            Requirement.hold(!Files.isReadable(file), "an account that is not root");

            assertEquals(403, get(StaticFiles.of(root), "/a.txt").status());
            assertEquals(403, get(StaticFiles.of(root), "/closed/b.txt").status());
            assertEquals(403, ServedFiles.ask(StaticFiles.of(root), "HEAD", "/a.txt").status());
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void fileThatIsReplacedIsOneOrTheOther() throws Exception {
        Path file = ServedFiles.file(root.resolve("a.txt"), "a".repeat(10));
        Path other = ServedFiles.file(root.resolve("b.txt"), "b".repeat(20_000));
        Path third = root.resolve("c.txt");
        StaticFiles files = StaticFiles.of(root);
        var done = new AtomicBoolean();
        Set<String> seen = new TreeSet<>();

        Background swapper =
                Background.start(() -> {
                    while (!done.get()) {
                        Files.copy(file, third, StandardCopyOption.REPLACE_EXISTING);
                        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
                        Files.move(third, other, StandardCopyOption.ATOMIC_MOVE);
                    }
                });
        try {
            for (int i = 0; i < 3000; i++) {
                Answer answer = get(files, "/a.txt");
                String length = answer.field("Content-Length");
                assertEquals(200, answer.status());
                assertEquals(length, String.valueOf(answer.body().length()));
                seen.add(length + answer.body().substring(0, 1));
            }
        } finally {
            done.set(true);
            swapper.join();
        }

        assertTrue(Set.of("10a", "20000b").containsAll(seen), seen::toString);
    }

    /// As where the number of the file that is gone is that of the next one.
    @Test
    void fileIsNotTakenForAnotherOneWithItsNumber() throws Exception {
        Path file = ServedFiles.file(root.resolve("a.txt"), "a".repeat(10));
        Path other = ServedFiles.file(root.resolve("b.txt"), "b".repeat(20));
        var view = Files.getFileAttributeView(file, BasicFileAttributeView.class);

        assertThrows(
                FileSystemException.class, () -> Root.open(view, () -> FileChannel.open(other)));
    }

    @Test
    void noFileStaysOpen() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        Requirement.hold(Files.isDirectory(descriptors), "/proc/self/fd");
        ServedFiles.file(root.resolve("sub/a.txt"), "0123456789");
        Files.createDirectory(root.resolve("sub/empty"));
        StaticFiles files = StaticFiles.of(root);
        String tag = get(files, "/sub/a.txt").field("ETag");

        for (String[] fields :
                new String[][] {
                    {},
                    {"Range: bytes=0-1"},
                    {"Range: bytes=0-1,5-6"},
                    {"Range: bytes=50-"},
                    {"If-None-Match: " + tag},
                    {"If-Match: \"x\""},
                }) {
            get(files, "/sub/a.txt", fields);
            ServedFiles.ask(files, "HEAD", "/sub/a.txt", fields);
        }
        get(files, "/sub/");
        get(files, "/sub");
        get(files, "/sub/empty");
        get(files, "/sub/a.txt/");

        try (var open = Files.list(descriptors)) {
            assertEquals(0, open.filter(this::isOurs).count());
        }
    }

    private boolean isOurs(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(root.toRealPath());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
