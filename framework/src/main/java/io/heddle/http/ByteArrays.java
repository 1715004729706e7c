package io.heddle.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A small, shared pool of arrays in which messages are read and made. Only connections at work
/// hold one, so that few are enough. Any thread; nothing blocks.
final class ByteArrays {

    static final ByteArrays SHARED = new ByteArrays();

    /// The length of each, in bytes.
    static final int BYTES = 8 * 1024;

    private static final int IDLE = 64;

    private final AtomicReferenceArray<byte @Nullable []> idle = new AtomicReferenceArray<>(IDLE);

    private ByteArrays() {}

    /// Lends an array, with anything in it.
    byte[] borrow() {
        for (int i = 0; i < IDLE; i++) {
            if (idle.getPlain(i) != null) {
                byte[] array = idle.getAndSet(i, null);
                if (array != null) {
                    return array;
                }
            }
        }
        return new byte[BYTES];
    }

    /// Takes an array back that nobody touches any more; one of another length is left to the
    /// garbage collector.
    void giveBack(byte[] array) {
        if (array.length != BYTES) {
            return;
        }
        for (int i = 0; i < IDLE; i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, array)) {
                return;
            }
        }
    }
}
