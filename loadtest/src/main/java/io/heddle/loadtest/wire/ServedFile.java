package io.heddle.loadtest.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file behind `/file`, for servers that send files. Each request opens it, as of a server with
/// many of them.
public final class ServedFile {
    /// How long it is.
    public static final int BYTES = 1024 * 1024;

    private ServedFile() {}

    /// Where it is. It is made when it is asked for first, and deleted with the process.
    ///
    /// @throws UncheckedIOException if it cannot be made
    public static Path path() {
        return Holder.PATH;
    }

    private static final class Holder {
        private static final Path PATH = make();

        private static Path make() {
            try {
                var path = Files.createTempFile("heddle-file-", ".bin");
                path.toFile().deleteOnExit();
                return Files.write(path, HttpMirror.bytes(BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
