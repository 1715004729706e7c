package io.heddle.loadtest.wire;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one connection into frames, wherever the network split them.
///
/// It keeps memory only for a frame that has come in part, and takes it as the bytes come, so that
/// a length that the peer made up costs nothing. Not thread-safe.
public final class FrameReader {
    private static final int LEAST_GROWTH_BYTES = 8 * 1024;
    private static final byte[] NOTHING = {};

    private byte[] partial = NOTHING;
    private int filled;
    private @Nullable Frame sink; // whose body is being dropped
    private int toDrop;

    /// Takes bytes from the source until a frame is whole.
    ///
    /// @return a frame, perhaps a view of `source`; or null if all was taken and more is needed
    /// @throws ProtocolException if this is no frame; nothing more can be read
    public @Nullable Frame next(ByteBuffer source) throws ProtocolException {
        if (sink == null && filled == 0 && source.remaining() >= FrameLayout.HEADER_BYTES) {
            var whole = view(source);
            if (whole != null) {
                return whole;
            }
        }
        if (sink == null && fill(source, FrameLayout.HEADER_BYTES)) {
            var header = ByteBuffer.wrap(partial);
            int bodyBytes = Frame.bodyBytes(header);
            if (Frame.kind(header) == OperationKind.SINK) {
                sink = new Frame(header.slice(0, FrameLayout.HEADER_BYTES));
                toDrop = bodyBytes;
                forget();
            } else if (fill(source, FrameLayout.HEADER_BYTES + bodyBytes)) {
                return whole();
            }
        }
        return sink == null ? null : drop(source, sink);
    }

    /// Whether a frame has come in part.
    public boolean insideFrame() {
        return filled > 0 || sink != null;
    }

    private static @Nullable Frame view(ByteBuffer source) throws ProtocolException {
        var rest = source.slice();
        int bytes = FrameLayout.HEADER_BYTES + Frame.bodyBytes(rest);
        if (Frame.kind(rest) == OperationKind.SINK || rest.remaining() < bytes) {
            return null;
        }
        source.position(source.position() + bytes);
        return new Frame(rest.limit(bytes));
    }

    private boolean fill(ByteBuffer source, int bytes) {
        int count = Math.min(source.remaining(), bytes - filled);
        if (count > 0) {
            if (partial.length < filled + count) {
                int size = Math.max(filled + count, 2 * partial.length);
                partial = Arrays.copyOf(partial, Math.clamp(size, least(bytes), bytes));
            }
            source.get(partial, filled, count);
            filled += count;
        }
        return filled >= bytes;
    }

    private static int least(int bytes) {
        return Math.min(bytes, LEAST_GROWTH_BYTES);
    }

    private Frame whole() {
        var frame = new Frame(ByteBuffer.wrap(partial).limit(filled));
        forget();
        return frame;
    }

    private @Nullable Frame drop(ByteBuffer source, Frame header) {
        int count = Math.min(source.remaining(), toDrop);
        source.position(source.position() + count);
        toDrop -= count;
        if (toDrop > 0) {
            return null;
        }
        sink = null;
        return header;
    }

    private void forget() {
        partial = NOTHING;
        filled = 0;
    }
}
