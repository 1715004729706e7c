package io.heddle.internal.unix;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory for one file, which nobody but its owner can enter, for as long as that is open.
final class HiddenDirectory implements Closeable {

    private final Path directory;
    private final Path file;

    private HiddenDirectory(Path directory, Path name, int longest) {
        Path named = directory.resolve(name);
        this.directory = directory;
        this.file = length(named) > longest ? directory.resolve("s") : named;
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /// Makes one in another directory. Its name begins with that of the file: programs that list
    /// sockets show it.
    ///
    /// @param longest how many bytes the path of a socket may have
    static HiddenDirectory in(Path parent, Path name, int longest) throws IOException {
        Path directory = Files.createTempDirectory(parent, "." + name + ".");
        return new HiddenDirectory(directory, name, longest);
    }

    Path file() {
        return file;
    }

    /// Binds a channel to the file, by a short way if its path is too long for a socket.
    ///
    /// @param longest how many bytes a path may have
    void bind(ServerSocketChannel channel, int backlog, int longest) throws IOException {
        if (length(file) <= longest) {
            channel.bind(UnixDomainSocketAddress.of(file), backlog);
            return;
        }
        Path elsewhere = Files.createTempDirectory("heddle");
        Path link = elsewhere.resolve("d");
        try {
            Files.createSymbolicLink(link, directory);
            Path detour = link.resolve(file.getFileName());
            channel.bind(UnixDomainSocketAddress.of(detour), backlog);
        } finally {
            Files.deleteIfExists(link);
            Files.delete(elsewhere);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(directory);
    }
}
