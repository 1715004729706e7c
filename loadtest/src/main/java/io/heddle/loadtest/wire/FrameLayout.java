package io.heddle.loadtest.wire;

/// Where the fields of a bench frame are: `u32 length · u8 operation · u8 flags · u16 argument ·
/// u64 stamp`, big-endian, then `length` bytes of body.
///
/// The operation is [OperationKind#code], the flags are [Operation#calls], the argument is
/// [Operation#argument], and the stamp is the connection's id in the upper and the request's
/// sequence number in the lower 32 bits. A reply repeats all but the length. Its body is the
/// request's for ECHO, DELAY, BURN and BACKEND, `argument` KiB of any bytes for BYTES, and empty
/// for SINK.
public final class FrameLayout {
    public static final int LENGTH_OFFSET = 0;
    public static final int OPERATION_OFFSET = 4;
    public static final int FLAGS_OFFSET = 5;
    public static final int ARGUMENT_OFFSET = 6;
    public static final int STAMP_OFFSET = 8;

    /// The size of all fields; the body begins here.
    public static final int HEADER_BYTES = 16;

    /// The largest body; a larger one is a protocol error.
    public static final int LARGEST_BODY_BYTES = 64 * 1024 * 1024;

    private FrameLayout() {}
}
