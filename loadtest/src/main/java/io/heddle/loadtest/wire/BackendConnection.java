package io.heddle.loadtest.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A blocking connection to the backend, which belongs to one connection of a client. Not
/// thread-safe.
public final class BackendConnection implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer reply = ByteBuffer.allocate(FrameLayout.HEADER_BYTES);
    private long calls;

    private BackendConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /// Connects.
    public static BackendConnection open(InetSocketAddress backend) throws IOException {
        var channel = SocketChannel.open(backend);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new BackendConnection(channel);
    }

    /// Asks for a delay several times, one after the other.
    ///
    /// @throws IOException if the connection broke, or the backend answered wrongly
    public void call(int times, int millis) throws IOException {
        for (int i = 0; i < times; i++) {
            callOnce(millis);
        }
    }

    private void callOnce(int millis) throws IOException {
        var request = Frame.empty(OperationKind.DELAY, 0, millis, ++calls).toWrite();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        reply.clear();
        while (reply.hasRemaining()) {
            if (channel.read(reply) < 0) {
                throw new EOFException("the backend closed during a call");
            }
        }
        if (new Frame(reply).stamp() != calls) {
            throw new IOException("the backend answered another call");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
