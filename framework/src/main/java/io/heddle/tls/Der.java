package io.heddle.tls;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;

/// As much of DER ([X.690](https://www.itu.int/rec/T-REC-X.690)) as it takes to put a key into PKCS
/// #8 and to see of what kind one is.
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xA0;

    private static final int LONG_FORM = 0x80;

    private Der() {}

    /// Takes the next value and its head.
    ///
    /// @param tag what it must be
    /// @return its content
    /// @throws InvalidKeyException if it is something else, or goes past the end
    static ByteBuffer take(ByteBuffer from, int tag) throws InvalidKeyException {
        if (!isNext(from, tag)) {
            throw new InvalidKeyException("no DER value of tag 0x%02x".formatted(tag));
        }
        from.get();
        int length = length(from);
        if (length > from.remaining()) {
            throw new InvalidKeyException("a DER value goes past the end");
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    static boolean isNext(ByteBuffer from, int tag) {
        return from.hasRemaining() && (from.get(from.position()) & 0xff) == tag;
    }

    private static int length(ByteBuffer from) throws InvalidKeyException {
        int first = from.hasRemaining() ? from.get() & 0xff : 0;
        if (first < LONG_FORM) {
            return first;
        }
        int bytes = first - LONG_FORM;
        if (bytes == 0 || bytes > 3 || bytes > from.remaining()) {
            throw new InvalidKeyException("a DER length of %d bytes".formatted(bytes));
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (from.get() & 0xff);
        }
        return length;
    }

    /// A value of those parts, with its head.
    static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer value = ByteBuffer.allocate(headBytes(length) + length).put((byte) tag);
        int lengthBytes = headBytes(length) - 2;
        if (lengthBytes > 0) {
            value.put((byte) (LONG_FORM + lengthBytes));
        }
        for (int i = Math.max(0, lengthBytes - 1); i >= 0; i--) {
            value.put((byte) (length >>> (8 * i)));
        }
        for (byte[] part : parts) {
            value.put(part);
        }
        return value.array();
    }

    private static int headBytes(int length) {
        if (length < LONG_FORM) {
            return 2;
        }
        return length < 1 << 8 ? 3 : length < 1 << 16 ? 4 : 5;
    }

    static byte[] bytes(ByteBuffer content) {
        var bytes = new byte[content.remaining()];
        content.get(content.position(), bytes);
        return bytes;
    }
}
