package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.OperationKind;
import java.nio.ByteBuffer;

/// The bytes of a publication, which are those of its deliveries, too.
///
/// The argument holds the lower 16 bits of its number, the stamp the time at which it was due, the
/// body's first eight bytes the time of its write, and the rest of the body a pattern.
///
/// @param bodyBytes at least [#LEAST_BODY_BYTES]
/// @param everyByte whether the pattern is checked
record PublicationFrame(int bodyBytes, boolean everyByte) {
    static final int LEAST_BODY_BYTES = Long.BYTES;

    private static final int PATTERN_OFFSET = FrameLayout.HEADER_BYTES + LEAST_BODY_BYTES;

    int bytes() {
        return FrameLayout.HEADER_BYTES + bodyBytes;
    }

    /// A frame in which only number and times are missing.
    ByteBuffer template() {
        var frame = ByteBuffer.allocateDirect(bytes());
        frame.putInt(FrameLayout.LENGTH_OFFSET, bodyBytes);
        frame.put(FrameLayout.OPERATION_OFFSET, (byte) OperationKind.PUBLISH.code());
        for (int i = PATTERN_OFFSET; i < bytes(); i++) {
            frame.put(i, (byte) i);
        }
        return frame;
    }

    /// Fills in what is missing.
    static void fill(ByteBuffer frame, long number, long dueNanos, long writtenNanos) {
        frame.putShort(FrameLayout.ARGUMENT_OFFSET, (short) number);
        frame.putLong(FrameLayout.STAMP_OFFSET, dueNanos);
        frame.putLong(FrameLayout.HEADER_BYTES, writtenNanos);
    }

    /// Checks the header of what came for a delivery.
    ///
    /// @param at where it begins
    void checkHeader(ByteBuffer input, int at, long number) throws WrongReplyException {
        require("length", bodyBytes, input.getInt(at + FrameLayout.LENGTH_OFFSET), number);
        require(
                "operation",
                OperationKind.PUBLISH.code(),
                input.get(at + FrameLayout.OPERATION_OFFSET),
                number);
        require("flags", 0, input.get(at + FrameLayout.FLAGS_OFFSET), number);
        // A lost, doubled or overtaken delivery shows here.
        require(
                "number (lower 16 bits)",
                number & 0xFFFF,
                input.getShort(at + FrameLayout.ARGUMENT_OFFSET) & 0xFFFF,
                number);
    }

    /// Checks the times and the body of what came for a delivery.
    void checkRest(ByteBuffer input, int at, long number, long dueNanos, long writtenNanos)
            throws WrongReplyException {
        require("stamp", dueNanos, input.getLong(at + FrameLayout.STAMP_OFFSET), number);
        require(
                "body's first bytes",
                writtenNanos,
                input.getLong(at + FrameLayout.HEADER_BYTES),
                number);
        for (int i = PATTERN_OFFSET; everyByte && i < bytes(); i++) {
            require("body byte " + i, (byte) i, input.get(at + i), number);
        }
    }

    private static void require(String what, long expected, long actual, long number)
            throws WrongReplyException {
        if (actual != expected) {
            throw new WrongReplyException(
                    "delivery %d: %s must be %d, was %d".formatted(number, what, expected, actual));
        }
    }
}
