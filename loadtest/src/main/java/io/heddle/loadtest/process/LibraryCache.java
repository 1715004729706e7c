package io.heddle.loadtest.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// A directory of this user's with unpacked libraries, each below a directory that is named by its
/// content.
///
/// A file appears whole or not at all, so several processes may use it at once. What was not asked
/// for during 30 days is removed.
record LibraryCache(Path directory) {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String NAME = "heddle-loadtest";

    /// The usual place, `$XDG_CACHE_HOME` or `~/.cache`, if it can be written; else a directory
    /// that ends with this process.
    static LibraryCache writable() throws IOException {
        var configured = System.getenv("XDG_CACHE_HOME");
        var base =
                configured == null || configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return writable(base.resolve(NAME));
    }

    /// This directory if it can be written, else one that ends with this process.
    static LibraryCache writable(Path wanted) throws IOException {
        return new LibraryCache(isWritable(wanted) ? wanted : TemporaryDirectory.ofThisProcess());
    }

    /// A relative path comes from a user without a home.
    private static boolean isWritable(Path wanted) {
        if (!wanted.isAbsolute()) {
            return false;
        }
        try {
            return Files.isWritable(Files.createDirectories(wanted));
        } catch (IOException e) {
            return false;
        }
    }

    /// The file with this content, which is written if it is not there.
    ///
    /// @param key different for different contents
    Path file(String key, String name, long size, InputStream content) throws IOException {
        var home = directory.resolve(key);
        var file = home.resolve(name);
        if (!Files.isRegularFile(file) || Files.size(file) != size) {
            removeOld();
            Files.createDirectories(home);
            var part = Files.createTempFile(home, "part", ".tmp");
            try {
                Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
        return file;
    }

    private void removeOld() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        var limit = FileTime.from(Instant.now().minus(KEPT));
        try (Stream<Path> homes = Files.list(directory)) {
            for (var home : homes.toList()) {
                removeIfOlder(home, limit);
            }
        }
    }

    private static void removeIfOlder(Path home, FileTime limit) {
        try {
            if (Files.getLastModifiedTime(home).compareTo(limit) < 0) {
                remove(home);
            }
        } catch (IOException e) {
            // Another process removes it, too, or uses it again.
        }
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(home);
    }
}
