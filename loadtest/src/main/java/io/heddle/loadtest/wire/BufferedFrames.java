package io.heddle.loadtest.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Frames from blocking reads into one buffer.
///
/// Not thread-safe: one thread reads.
public final class BufferedFrames {
    /// Reads at least one byte into the buffer, waiting for it; -1 at the end of the stream.
    public interface Source {
        int read(ByteBuffer target) throws IOException;
    }

    private final Source source;
    private final ByteBuffer buffer;
    private final FrameReader reader = new FrameReader();

    /// @param buffer what the source is read into; the larger it is, the fewer reads
    public BufferedFrames(Source source, ByteBuffer buffer) {
        this.source = source;
        this.buffer = buffer.clear().limit(0);
    }

    /// The next frame, as [FrameStream#read()] has it.
    public @Nullable Frame read() throws IOException {
        while (true) {
            var frame = reader.next(buffer);
            if (frame != null) {
                return frame;
            }
            buffer.clear();
            int count = source.read(buffer);
            buffer.flip();
            if (count < 0) {
                if (reader.insideFrame()) {
                    throw new EOFException("the peer closed inside a frame");
                }
                return null;
            }
        }
    }
}
