package io.heddle.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A small, shared pool of the buffers in which records are made and taken apart. They are on the
/// heap, because the JDK's ciphers work on arrays.
///
/// Few are in use at once: no connection holds one in which there is nothing. The pool keeps a
/// bounded number of idle ones; the rest is left to the garbage collector. Any thread; nothing
/// blocks.
final class RecordBuffers {

    /// No record is larger, on the wire: what the JDK's engine wants to have room for.
    static final int MAX_RECORD = 16_709;

    /// What a record may carry.
    static final int MAX_PAYLOAD = 16_384;

    static final RecordBuffers SHARED = new RecordBuffers();

    /// For one record and the answers of the engine's own behind it.
    static final int SMALL = 2 * MAX_RECORD + 2_048;

    /// The same for four.
    static final int LARGE = 5 * MAX_RECORD + 2_048;

    private static final int IDLE_PER_SIZE = 32;

    private final AtomicReferenceArray<@Nullable ByteBuffer> small =
            new AtomicReferenceArray<>(IDLE_PER_SIZE);
    private final AtomicReferenceArray<@Nullable ByteBuffer> large =
            new AtomicReferenceArray<>(IDLE_PER_SIZE);

    /// Lends an empty buffer that suits so many bytes of payload.
    ByteBuffer borrow(int payload) {
        int size = payload <= MAX_PAYLOAD ? SMALL : LARGE;
        AtomicReferenceArray<@Nullable ByteBuffer> idle = idle(size);
        for (int i = 0; i < IDLE_PER_SIZE; i++) {
            if (idle.getPlain(i) != null) {
                ByteBuffer buffer = idle.getAndSet(i, null);
                if (buffer != null) {
                    return buffer;
                }
            }
        }
        return ByteBuffer.allocate(size);
    }

    /// Whether a buffer is one of the pool's.
    static boolean isOne(ByteBuffer buffer) {
        return buffer.capacity() == SMALL || buffer.capacity() == LARGE;
    }

    /// Takes back a buffer, which the caller must not touch again. Leaves others alone.
    void giveBack(ByteBuffer buffer) {
        if (!isOne(buffer)) {
            return;
        }
        buffer.clear();
        AtomicReferenceArray<@Nullable ByteBuffer> idle = idle(buffer.capacity());
        for (int i = 0; i < IDLE_PER_SIZE; i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }

    private AtomicReferenceArray<@Nullable ByteBuffer> idle(int size) {
        return size == SMALL ? small : large;
    }
}
