package io.heddle.loadtest.process;

import io.heddle.loadtest.Main;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The libraries of the targets inside the jar in which this tool is shipped, unpacked when they
/// are needed.
///
/// Each lies in a directory that is named by its content, below the user's cache, so that every run
/// and every version finds its own. Two processes may unpack the same at once.
final class NestedLibraries {
    private static final String INSIDE = "libraries/";

    private final Path jar;

    private NestedLibraries(Path jar) {
        this.jar = jar;
    }

    /// Those of this tool's jar, or empty if it was not started from one that has some.
    static Optional<NestedLibraries> ofThisTool() throws IOException {
        try {
            var source = Main.class.getProtectionDomain().getCodeSource();
            var file = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(file) ? of(file) : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the tool's own jar", e);
        }
    }

    /// Those of this jar, or empty if it has none.
    static Optional<NestedLibraries> of(Path jar) throws IOException {
        var libraries = new NestedLibraries(jar);
        try (var open = new JarFile(jar.toFile())) {
            return open.stream().anyMatch(entry -> entry.getName().startsWith(INSIDE))
                    ? Optional.of(libraries)
                    : Optional.empty();
        }
    }

    /// The files of those whose names begin so, unpacked into the user's cache, or into a directory
    /// of this process if that cannot be written.
    List<String> unpack(String prefix) throws IOException {
        return unpack(prefix, LibraryCache.writable());
    }

    List<String> unpack(String prefix, LibraryCache cache) throws IOException {
        var files = new ArrayList<String>();
        try (var open = new JarFile(jar.toFile())) {
            var wanted =
                    open.stream()
                            .filter(entry -> entry.getName().startsWith(INSIDE + prefix))
                            .filter(entry -> entry.getName().endsWith(".jar"))
                            .toList();
            for (var entry : wanted) {
                files.add(unpack(open, entry, cache).toString());
            }
        }
        return files;
    }

    private static Path unpack(JarFile open, JarEntry entry, LibraryCache cache)
            throws IOException {
        var name = entry.getName().substring(INSIDE.length());
        var key = "%08x-%d".formatted(entry.getCrc(), entry.getSize());
        try (var content = open.getInputStream(entry)) {
            return cache.file(key, name, entry.getSize(), content);
        }
    }
}
