package io.heddle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The bytes that a read has taken so far. Memory grows with them.
final class TakenBytes extends ByteArrayOutputStream {

    /// Moves bytes of a buffer to the end.
    void take(ByteBuffer from, int length) {
        if (from.hasArray()) {
            write(from.array(), from.arrayOffset() + from.position(), length);
            from.position(from.position() + length);
        } else {
            var bytes = new byte[length];
            from.get(bytes);
            write(bytes, 0, length);
        }
    }

    boolean endsWith(byte... end) {
        return count >= end.length
                && Arrays.equals(buf, count - end.length, count, end, 0, end.length);
    }

    /// All but the last ones.
    byte[] without(int last) {
        return Arrays.copyOf(buf, count - last);
    }

    /// What is there now, not copied.
    ByteBuffer view() {
        return ByteBuffer.wrap(buf, 0, count);
    }
}
