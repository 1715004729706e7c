package io.heddle.internal.unix;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Keeps two starters, of this process or of two, from opening the same socket file at once: one
/// would take the other's new file for a stale one. It is a locked file next to it, which is there
/// only meanwhile; the lock of a process that died is no lock.
final class OpeningLock implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = 1_000_000;

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private OpeningLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Waits for the lock, for some seconds at most.
    ///
    /// @param directory where the socket is to be, a real path
    /// @throws SocketFileTrouble if somebody else holds it all the time
    static OpeningLock take(Path directory, Path name) throws IOException {
        Path file = directory.resolve("." + name + ".opening");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            OpeningLock lock = tryTakeHere(file);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - end >= 0) {
                throw new SocketFileTrouble(
                        file + " has been locked by another for " + PATIENCE.toSeconds() + " s",
                        null);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// @return null if somebody else has it
    private static @Nullable OpeningLock tryTakeHere(Path file) throws IOException {
        if (!HELD_HERE.add(file)) { // closing a second channel would give up the first one's lock
            return null;
        }
        OpeningLock lock = null;
        try {
            lock = tryTake(file);
            return lock;
        } finally {
            if (lock == null) {
                HELD_HERE.remove(file);
            }
        }
    }

    private static @Nullable OpeningLock tryTake(Path file) throws IOException {
        Object before;
        FileChannel channel;
        try {
            before = keyOfNewOrOld(file);
            channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS));
        } catch (NoSuchFileException deleted) {
            return null;
        }
        boolean held = false;
        try {
            held = channel.tryLock() != null && before.equals(keyOf(file));
            return held ? new OpeningLock(file, channel) : null;
        } catch (NoSuchFileException deleted) {
            return null;
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    /// Asked before the file is opened and once more when it is locked: whoever had the lock may
    /// have deleted the file that we have opened, and then we would hold what nobody else sees.
    private static Object keyOfNewOrOld(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException usedNow) {
            // or left by a process that died
        }
        return keyOf(file);
    }

    private static Object keyOf(Path file) throws IOException {
        Object key =
                Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey();
        return key == null ? file : key; // a system that does not tell
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file); // while it is locked
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
