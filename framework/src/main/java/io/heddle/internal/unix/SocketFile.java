package io.heddle.internal.unix;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The file of a Unix-domain socket that listens.
///
/// It is made in a directory that nobody else can enter, given its mode and owner there, and only
/// then linked to its place: nobody can connect before, and what is in its place already is never
/// overwritten. A socket file that nobody listens at any more, left by a process that died, is
/// replaced; anything else in the way is left alone, and refused.
public final class SocketFile {

    private static final int LONGEST_NAME = 106; // in bytes, as the JDK has it on Linux
    private static final int FILE_KIND = 0xF000; // of st_mode
    private static final int SOCKET = 0xC000;

    private final Path path;
    private final @Nullable Object key; // null: this system does not tell files apart

    private SocketFile(Path path, @Nullable Object key) {
        this.path = path;
        this.key = key;
    }

    /// Binds a channel, which listens from then on.
    ///
    /// @param path where; a relative one begins at the process's directory
    /// @param backlog how many peers may wait
    /// @throws SocketFileTrouble if it cannot be, saying why; nothing is left behind
    public static SocketFile bind(
            ServerSocketChannel channel, Path path, int backlog, FileRights rights)
            throws SocketFileTrouble {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_NAME) {
            throw new SocketFileTrouble(
                    "the path has " + length + " bytes, and may have " + LONGEST_NAME, null);
        }
        Path directory = Objects.requireNonNull(path.toAbsolutePath().getParent(), "directory");
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new SocketFileTrouble(directory + " is no directory", null);
        }
        try {
            return bindIn(directory.toRealPath(), channel, path, backlog, rights);
        } catch (SocketFileTrouble known) {
            throw known;
        } catch (NoSuchFileException missing) {
            throw new SocketFileTrouble("there is no directory " + directory, missing);
        } catch (AccessDeniedException denied) {
            throw new SocketFileTrouble(
                    "the process may not make files in the directory " + directory, denied);
        } catch (FileSystemException other) {
            String reason = Objects.requireNonNullElse(other.getReason(), "it failed");
            throw new SocketFileTrouble(other.getFile() + ": " + reason, other);
        } catch (IOException other) {
            throw new SocketFileTrouble(String.valueOf(other.getMessage()), other);
        }
    }

    private static SocketFile bindIn(
            Path directory, ServerSocketChannel channel, Path path, int backlog, FileRights rights)
            throws IOException {
        Path name = Objects.requireNonNull(path.getFileName(), "name");
        Path place = directory.resolve(name); // the process may change what links lead to
        try (var _ = OpeningLock.take(directory, name)) {
            removeIfStale(place);
            try (var hidden = HiddenDirectory.in(directory, name, LONGEST_NAME)) {
                hidden.bind(channel, backlog, LONGEST_NAME);
                rights.giveTo(hidden.file());
                Object key = attributes(hidden.file()).fileKey();
                putInPlace(hidden.file(), place);
                return new SocketFile(place, key);
            }
        }
    }

    private static void putInPlace(Path hidden, Path place) throws IOException {
        try {
            Files.createLink(place, hidden); // all or nothing, and nothing is overwritten
        } catch (FileAlreadyExistsException meanwhile) {
            throw new SocketFileTrouble("another process has just taken it", meanwhile);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (Files.exists(place, NOFOLLOW_LINKS)) { // as good as it gets on such file systems
                throw new SocketFileTrouble("another process has just taken it", noLinks);
            }
            Files.move(hidden, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// @throws SocketFileTrouble if there is something else than a stale socket
    private static void removeIfStale(Path place) throws IOException {
        BasicFileAttributes found;
        try {
            found = attributes(place);
        } catch (NoSuchFileException free) {
            return;
        }
        if (!isSocket(place, found)) {
            throw new SocketFileTrouble(kind(found) + " is in the way", null);
        }
        if (isAlive(place)) {
            throw new SocketFileTrouble("a server listens there already", null);
        }
        if (Objects.equals(found.fileKey(), attributes(place).fileKey())) {
            Files.delete(place);
        }
    }

    private static String kind(BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return "a symbolic link";
        }
        if (found.isDirectory()) {
            return "a directory";
        }
        return found.isRegularFile() ? "a file" : "something that is no socket";
    }

    private static boolean isSocket(Path place, BasicFileAttributes found) throws IOException {
        if (!found.isOther()) {
            return false;
        }
        try {
            Object mode = Files.getAttribute(place, "unix:mode", NOFOLLOW_LINKS);
            return mode instanceof Integer bits && (bits & FILE_KIND) == SOCKET;
        } catch (UnsupportedOperationException | IllegalArgumentException noSuchView) {
            return true; // Windows, where there are no devices and pipes among files
        }
    }

    /// Whether somebody listens: a peer could connect, or would have to wait for it, or may not.
    private static boolean isAlive(Path place) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(place));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException cannotTell) {
            return true;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    }

    /// Where it is.
    public Path path() {
        return path;
    }

    /// Removes the file, if it is still this one. To be called while the channel still listens: as
    /// long as it does, nobody takes the file for a stale one and puts another in its place.
    public void remove() {
        try {
            if (Objects.equals(key, attributes(path).fileKey())) {
                Files.delete(path);
            }
        } catch (IOException goneOrForbidden) {
            // the next start will find it stale
        }
    }
}
