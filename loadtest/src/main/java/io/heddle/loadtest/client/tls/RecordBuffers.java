package io.heddle.loadtest.client.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// Buffers for TLS records that connections borrow while a record is incomplete or unsent.
///
/// An idle connection holds none, so that there are as many as connections are busy at once. Used
/// by one thread: that of a loop, or of a connection.
public final class RecordBuffers {
    /// More than any record of TLS 1.2 or 1.3, sealed or open.
    static final int BYTES = 18 * 1024;

    private static final int MOST_KEPT = 64;

    // On the heap: ciphers work on arrays, and copy whatever is elsewhere.
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    /// An empty buffer, ready to be filled.
    ByteBuffer borrow() {
        var buffer = free.poll();
        return buffer == null ? ByteBuffer.allocate(BYTES) : buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        if (free.size() < MOST_KEPT) {
            free.push(buffer);
        }
    }
}
