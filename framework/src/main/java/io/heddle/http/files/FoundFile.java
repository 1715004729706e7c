package io.heddle.http.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.FileTime;

/// A file, opened, and what it was then.
///
/// @param size in bytes
record FoundFile(FileChannel channel, long size, FileTime modified) implements Found, Closeable {

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
