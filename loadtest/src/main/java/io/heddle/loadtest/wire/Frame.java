package io.heddle.loadtest.wire;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// One whole bench frame, laid out as [FrameLayout] says.
///
/// It may be a view of a buffer that is read into again: whoever keeps it longer than the call that
/// gave it [copies][#copy()] it.
///
/// @param bytes header and body, from position 0 to the limit, never moved; the frame of a
///   [OperationKind#SINK] has no body, because it was dropped as it came
public record Frame(ByteBuffer bytes) {
    private static final int LARGEST_BYTE = 0xFF;
    private static final int LARGEST_SHORT = 0xFFFF;

    /// A frame with the remaining bytes of `body`, which are copied.
    public static Frame of(
            OperationKind kind, int flags, int argument, long stamp, ByteBuffer body) {
        var bytes = ByteBuffer.allocate(FrameLayout.HEADER_BYTES + body.remaining());
        bytes.putInt(body.remaining()).put((byte) kind.code()).put((byte) flags);
        bytes.putShort((short) argument).putLong(stamp).put(body.duplicate());
        return new Frame(bytes.flip());
    }

    /// A frame without a body.
    public static Frame empty(OperationKind kind, int flags, int argument, long stamp) {
        return of(kind, flags, argument, stamp, ByteBuffer.allocate(0));
    }

    /// The length of the body whose header this is.
    ///
    /// @param header at least a header, from its index 0 on, big-endian
    /// @throws ProtocolException if it is more than a body may have
    public static int bodyBytes(ByteBuffer header) throws ProtocolException {
        int length = header.getInt(FrameLayout.LENGTH_OFFSET);
        if (length < 0 || length > FrameLayout.LARGEST_BODY_BYTES) {
            throw new ProtocolException(
                    "frame with a body of %d bytes, limit %d"
                            .formatted(
                                    Integer.toUnsignedLong(length),
                                    FrameLayout.LARGEST_BODY_BYTES));
        }
        return length;
    }

    /// The operation whose header this is.
    ///
    /// @param header at least a header, from its index 0 on
    /// @throws ProtocolException if there is no such operation
    public static OperationKind kind(ByteBuffer header) throws ProtocolException {
        return OperationKind.ofCode(header.get(FrameLayout.OPERATION_OFFSET) & LARGEST_BYTE);
    }

    /// What it asks for, or answers.
    ///
    /// @throws ProtocolException if there is no such operation
    public OperationKind kind() throws ProtocolException {
        return kind(bytes);
    }

    /// 0 to 255: how many calls to the backend, or what marks an acknowledgement.
    public int flags() {
        return bytes.get(FrameLayout.FLAGS_OFFSET) & LARGEST_BYTE;
    }

    /// 0 to 65,535, in the operation's unit.
    public int argument() {
        return bytes.getShort(FrameLayout.ARGUMENT_OFFSET) & LARGEST_SHORT;
    }

    public long stamp() {
        return bytes.getLong(FrameLayout.STAMP_OFFSET);
    }

    /// The body, in a view of its own.
    public ByteBuffer body() {
        return bytes.slice(FrameLayout.HEADER_BYTES, bytes.limit() - FrameLayout.HEADER_BYTES);
    }

    /// Header and body, in a view whose position may be moved.
    public ByteBuffer toWrite() {
        return bytes.duplicate();
    }

    /// The same header before no body.
    public Frame withoutBody() {
        return headerFor(0, flags());
    }

    /// The same frame with other flags.
    public Frame withFlags(int flags) {
        var copy = copy();
        copy.bytes.put(FrameLayout.FLAGS_OFFSET, (byte) flags);
        return copy;
    }

    /// The header of a frame with the same operation, argument and stamp, and a body of this length
    /// that is written apart.
    Frame headerFor(int bodyBytes, int flags) {
        var header = ByteBuffer.allocate(FrameLayout.HEADER_BYTES);
        header.put(0, bytes, 0, FrameLayout.HEADER_BYTES);
        header.putInt(FrameLayout.LENGTH_OFFSET, bodyBytes)
                .put(FrameLayout.FLAGS_OFFSET, (byte) flags);
        return new Frame(header);
    }

    /// The same frame in memory of its own.
    public Frame copy() {
        var copy = ByteBuffer.allocate(bytes.limit());
        copy.put(0, bytes, 0, bytes.limit());
        return new Frame(copy);
    }
}
