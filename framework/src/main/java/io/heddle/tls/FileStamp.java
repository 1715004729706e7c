package io.heddle.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// By what a change of a file is seen without reading it: which file it is behind all symbolic
/// links, how long it is, and when it was written.
///
/// @param attributes null if they cannot be read; a file that is missing differs from one that is
///   there
record FileStamp(Path file, @Nullable Attributes attributes) {

    record Attributes(@Nullable Object key, long bytes, long writtenNanos) {}

    static List<FileStamp> of(List<Path> files) {
        return files.stream().map(FileStamp::of).toList();
    }

    private static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(
                    file,
                    new Attributes(
                            now.fileKey(),
                            now.size(),
                            now.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
        } catch (IOException e) {
            return new FileStamp(file, null);
        }
    }
}
