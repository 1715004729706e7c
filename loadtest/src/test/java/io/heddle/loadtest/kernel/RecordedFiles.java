package io.heddle.loadtest.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that stands for the root of some machine's files.
public record RecordedFiles(Path root) {
    /// Adds a file.
    public RecordedFiles with(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /// What is read.
    public KernelFiles files() {
        return new KernelFiles(root);
    }
}
