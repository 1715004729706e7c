package io.heddle.loadtest.target.heddle;

import io.heddle.Connection;
import io.heddle.loadtest.wire.Frame;
import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.FrameStream;
import io.heddle.loadtest.wire.OperationKind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Frames over one of Heddle's connections.
final class HeddleFrames implements FrameStream {
    private final Connection connection;

    HeddleFrames(Connection connection) {
        this.connection = connection;
    }

    @Override
    public @Nullable Frame read() throws IOException {
        var input = connection.input();
        if (!input.awaitRequest()) {
            return null;
        }
        var header = input.readNBytes(FrameLayout.HEADER_BYTES);
        if (header.length < FrameLayout.HEADER_BYTES) {
            throw new EOFException("the peer closed inside a header");
        }
        var frame = new Frame(ByteBuffer.wrap(header));
        int bodyBytes = Frame.bodyBytes(frame.bytes());
        if (frame.kind() == OperationKind.SINK) {
            if (input.skip(bodyBytes) < bodyBytes) {
                throw new EOFException("the peer closed inside a body");
            }
            return frame;
        }
        var whole = Arrays.copyOf(header, FrameLayout.HEADER_BYTES + bodyBytes);
        if (input.readNBytes(whole, FrameLayout.HEADER_BYTES, bodyBytes) < bodyBytes) {
            throw new EOFException("the peer closed inside a body");
        }
        return new Frame(ByteBuffer.wrap(whole));
    }

    @Override
    public void write(ByteBuffer... parts) throws IOException {
        if (parts.length == 1) {
            connection.output().write(parts[0]);
        } else {
            connection.output().write(parts);
        }
    }
}
