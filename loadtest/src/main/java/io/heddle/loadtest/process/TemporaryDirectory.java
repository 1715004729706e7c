package io.heddle.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The one directory of this process for files that it and its children need, removed when it ends.
final class TemporaryDirectory {
    private static @Nullable Path directory;

    private TemporaryDirectory() {}

    /// Creates it when it is asked for first.
    static synchronized Path ofThisProcess() throws IOException {
        var found = directory;
        if (found == null) {
            var created = Files.createTempDirectory("heddle-loadtest");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(created)));
            directory = created;
            found = created;
        }
        return found;
    }

    private static void remove(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The process ends: the system removes what is left of its temporary files.
        }
    }
}
