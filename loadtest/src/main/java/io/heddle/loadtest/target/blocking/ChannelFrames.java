package io.heddle.loadtest.target.blocking;

import io.heddle.loadtest.wire.BufferedFrames;
import io.heddle.loadtest.wire.Frame;
import io.heddle.loadtest.wire.FrameStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Frames over a blocking channel.
final class ChannelFrames implements FrameStream {
    private final SocketChannel connection;
    private final BufferedFrames frames;

    ChannelFrames(SocketChannel connection, ByteBuffer buffer) {
        this.connection = connection;
        frames = new BufferedFrames(connection::read, buffer);
    }

    @Override
    public @Nullable Frame read() throws IOException {
        return frames.read();
    }

    @Override
    public synchronized void write(ByteBuffer... parts) throws IOException {
        long left = Arrays.stream(parts).mapToLong(ByteBuffer::remaining).sum();
        while (left > 0) {
            left -= parts.length == 1 ? connection.write(parts[0]) : connection.write(parts);
        }
    }
}
