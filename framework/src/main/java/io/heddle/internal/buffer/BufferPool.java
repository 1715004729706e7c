package io.heddle.internal.buffer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A small, shared pool of direct buffers in three sizes.
///
/// Few are in use at once, because no connection holds one while it waits; so the same few, warm in
/// the cache, serve everybody. The pool keeps a bounded number of idle buffers; what is given back
/// beyond that is left to the garbage collector. When the virtual machine has no more direct memory
/// to give, a small heap buffer is lent instead.
///
/// Any thread; nothing blocks.
public final class BufferPool {

    /// The one pool of the process: a buffer is warm for whoever comes next.
    public static final BufferPool SHARED = new BufferPool();

    /// The smallest buffer, in bytes.
    public static final int MIN_BYTES = 4 * 1024;

    /// The largest buffer, in bytes.
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MIDDLE_BYTES = 16 * 1024;
    private static final int IDLE_PER_SIZE = 32;

    private final AtomicReferenceArray<@Nullable ByteBuffer> small =
            new AtomicReferenceArray<>(IDLE_PER_SIZE);
    private final AtomicReferenceArray<@Nullable ByteBuffer> middle =
            new AtomicReferenceArray<>(IDLE_PER_SIZE);
    private final AtomicReferenceArray<@Nullable ByteBuffer> large =
            new AtomicReferenceArray<>(IDLE_PER_SIZE);

    /// Lends an empty buffer: position 0, limit and capacity the next size up from `bytes`, at most
    /// [#MAX_BYTES].
    public ByteBuffer borrow(int bytes) {
        int size =
                bytes <= MIN_BYTES ? MIN_BYTES : bytes <= MIDDLE_BYTES ? MIDDLE_BYTES : MAX_BYTES;
        AtomicReferenceArray<@Nullable ByteBuffer> idle = idle(size);
        for (int i = 0; i < IDLE_PER_SIZE; i++) {
            if (idle.getPlain(i) != null) {
                ByteBuffer buffer = idle.getAndSet(i, null);
                if (buffer != null) {
                    return buffer;
                }
            }
        }
        try {
            return ByteBuffer.allocateDirect(size);
        } catch (OutOfMemoryError noDirectMemory) {
            return ByteBuffer.allocate(MIN_BYTES);
        }
    }

    /// Takes back a buffer that [#borrow(int)] lent. The caller must not touch it again.
    public void giveBack(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
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
        return switch (size) {
            case MIN_BYTES -> small;
            case MIDDLE_BYTES -> middle;
            default -> large;
        };
    }
}
