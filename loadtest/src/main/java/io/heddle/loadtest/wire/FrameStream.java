package io.heddle.loadtest.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A connection of a server whose code blocks.
public interface FrameStream {
    /// The next frame, waiting for it; valid until the next call. One thread reads.
    ///
    /// @return null if the peer closed between frames, or the server is stopping
    /// @throws IOException if this is no frame, or the connection broke
    @Nullable Frame read() throws IOException;

    /// Writes all of this, waiting while the peer does not read. Any thread may write, and what
    /// belongs to one call stays together.
    ///
    /// @throws IOException if the connection broke
    void write(ByteBuffer... parts) throws IOException;
}
