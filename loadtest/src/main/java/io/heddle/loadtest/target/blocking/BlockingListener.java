package io.heddle.loadtest.target.blocking;

import io.heddle.loadtest.target.ListenOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A bound socket.
///
/// @param file of a Unix socket, removed at the end; null: TCP
record BlockingListener(ServerSocketChannel channel, @Nullable Path file) {

    static BlockingListener open(ListenOptions options) throws IOException {
        var channel =
                options.isUnix()
                        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        : ServerSocketChannel.open();
        try {
            channel.bind(options.address(), ListenOptions.BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        var file =
                options.address() instanceof UnixDomainSocketAddress unix ? unix.getPath() : null;
        return new BlockingListener(channel, file);
    }

    boolean isUnix() {
        return file != null;
    }

    /// 0 of a Unix socket.
    int port() {
        return isUnix() ? 0 : channel.socket().getLocalPort();
    }

    void removeFile() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
