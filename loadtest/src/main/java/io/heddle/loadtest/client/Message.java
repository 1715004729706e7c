package io.heddle.loadtest.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// The bytes that a loop's connections send: a 16-byte stamp (request and connection) before a
/// fixed pattern.
///
/// One loop owns one message and stamps it anew for each use, so that connections need no buffer of
/// their own. Messages shorter than the stamp carry its first bytes. Not thread-safe.
final class Message {
    private static final int STAMP_BYTES = 16;
    private static final long PATTERN_SEED = 2520;

    private final ByteBuffer bytes;
    private final int size;

    Message(int size) {
        this.size = size;
        bytes =
                ByteBuffer.allocateDirect(Math.max(size, STAMP_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        var random = new SplittableRandom(PATTERN_SEED);
        while (bytes.hasRemaining()) {
            bytes.put((byte) random.nextInt());
        }
    }

    int size() {
        return size;
    }

    /// The part of one request that is still to be written, in a buffer valid until the next call.
    ByteBuffer toWrite(long connection, long sequence, int alreadySent) {
        stamp(connection, sequence);
        return bytes.limit(size).position(alreadySent);
    }

    /// Whether `reply` continues the answer to this request at `alreadyReceived`, byte for byte.
    boolean continues(long connection, long sequence, int alreadyReceived, ByteBuffer reply) {
        int end = alreadyReceived + reply.remaining();
        if (end > size) {
            return false;
        }
        stamp(connection, sequence);
        return bytes.limit(end).position(alreadyReceived).equals(reply);
    }

    private void stamp(long connection, long sequence) {
        // Both vary in the first byte already, so that even messages of one byte differ.
        bytes.limit(bytes.capacity());
        bytes.putLong(0, sequence + 31 * connection).putLong(Long.BYTES, connection);
    }
}
