package io.heddle.framing;

import java.nio.ByteBuffer;

/// A payload that consists of several buffers.
final class Parts {

    private Parts() {}

    static long length(ByteBuffer... parts) {
        long length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        return length;
    }

    /// The parts with one more before them.
    static ByteBuffer[] after(ByteBuffer first, ByteBuffer... parts) {
        var all = new ByteBuffer[parts.length + 1];
        all[0] = first;
        System.arraycopy(parts, 0, all, 1, parts.length);
        return all;
    }

    /// The parts with one more behind them.
    static ByteBuffer[] before(ByteBuffer last, ByteBuffer... parts) {
        var all = new ByteBuffer[parts.length + 1];
        System.arraycopy(parts, 0, all, 0, parts.length);
        all[parts.length] = last;
        return all;
    }
}
