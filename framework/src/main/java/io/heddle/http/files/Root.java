package io.heddle.http.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The directory whose files are served.
///
/// A name is resolved first, links and all; where that leads is compared with the root. Then the
/// way is gone again from the root, entry by entry, each within the directory that was opened
/// before and without following links: who puts a link there in between gains nothing. Where the
/// system has no such means (Windows), it is opened by its path and resolved once more.
///
/// What is left: who may change files under the root can put a FIFO where a file was between the
/// look at it and the opening of it, which then waits for somebody who writes.
///
/// @param followsLinksOut whether links may lead out
record Root(Path path, boolean followsLinksOut) {

    private static final int TRIES = 10; // while files are replaced

    interface Opening {

        SeekableByteChannel open() throws IOException;
    }

    /// Opens what some names lead to, each an entry of the directory before it.
    ///
    /// @throws AccessDeniedException if this process may not read it
    /// @throws IOException if the root is not there, or files cannot be opened now
    Found find(List<String> names) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return findOnce(names);
            } catch (AccessDeniedException denied) {
                throw denied;
            } catch (FileSystemException changed) {
                if (tries == TRIES) {
                    throw changed;
                }
            }
        }
    }

    private Found findOnce(List<String> names) throws IOException {
        Path root = path.toRealPath();
        Path target = resolve(root, names);
        if (target == null) {
            return Found.NOTHING;
        }
        if (followsLinksOut) {
            return open(target);
        }
        if (!target.startsWith(root)) {
            return Found.NOTHING;
        }
        return target.equals(root) ? Found.DIRECTORY : open(root, root.relativize(target));
    }

    /// @return where the names lead, null if nowhere
    private static @Nullable Path resolve(Path root, List<String> names) throws IOException {
        Path path = root;
        for (String name : names) {
            Path next = child(path, name);
            if (next == null) {
                return null;
            }
            path = next;
        }
        try {
            return path.toRealPath();
        } catch (NoSuchFileException nothing) {
            return null;
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (FileSystemException failure) {
            if (Files.exists(path)) {
                throw failure;
            }
            return null; // something on the way is no directory, a link to itself, a name too long
        }
    }

    private static @Nullable Path child(Path directory, String name) {
        try {
            Path child = directory.resolve(name);
            boolean isChild =
                    child.startsWith(directory)
                            && child.getNameCount() == directory.getNameCount() + 1;
            return isChild ? child : null; // a drive is none
        } catch (InvalidPathException noPathHere) {
            return null;
        }
    }

    private static Found open(Path root, Path inside) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (top instanceof SecureDirectoryStream<Path> directory) {
                return open(directory, inside);
            }
        }
        Path target = root.resolve(inside);
        Found found = open(target);
        if (found instanceof FoundFile file && !target.toRealPath().equals(target)) {
            file.close();
            return Found.NOTHING;
        }
        return found;
    }

    private static Found open(SecureDirectoryStream<Path> directory, Path inside)
            throws IOException {
        Path name = inside.getName(0);
        if (inside.getNameCount() > 1) {
            try (var next = directory.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                return open(next, inside.subpath(1, inside.getNameCount()));
            }
        }
        return open(
                directory.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS),
                () -> directory.newByteChannel(name, Set.of(READ, NOFOLLOW_LINKS)));
    }

    private static Found open(Path target) throws IOException {
        return open(
                Files.getFileAttributeView(target, BasicFileAttributeView.class, NOFOLLOW_LINKS),
                () -> FileChannel.open(target, READ, NOFOLLOW_LINKS));
    }

    /// The number of a file that is gone is given to the next one, so that it may be the same
    /// before and after, and another file's in between: what was opened has its size from itself,
    /// and its time from the look that saw a file of that size.
    ///
    /// @throws FileSystemException if the file was replaced meanwhile, as far as that is seen
    static Found open(BasicFileAttributeView view, Opening opening) throws IOException {
        BasicFileAttributes before = view.readAttributes();
        if (before.isDirectory()) {
            return Found.DIRECTORY;
        }
        if (!before.isRegularFile()) {
            return Found.NOTHING; // a FIFO would wait for somebody who writes
        }
        SeekableByteChannel channel = opening.open();
        try {
            BasicFileAttributes after = view.readAttributes();
            if (channel instanceof FileChannel file
                    && Objects.equals(before.fileKey(), after.fileKey())) {
                long size = file.size();
                BasicFileAttributes own = size == after.size() ? after : before;
                if (size == own.size()) {
                    var found = new FoundFile(file, size, own.lastModifiedTime());
                    channel = null;
                    return found;
                }
            }
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
        throw new FileSystemException(view.toString(), null, "was replaced while it was opened");
    }
}
