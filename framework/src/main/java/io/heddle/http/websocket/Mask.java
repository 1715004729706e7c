package io.heddle.http.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The mask of what clients send ([RFC 6455
/// §5.3](https://www.rfc-editor.org/rfc/rfc6455#section-5.3)), put on and taken off by the same.
final class Mask {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Mask() {}

    /// @param mask its first byte is the highest
    /// @param before how many bytes of the payload came before
    static void apply(byte[] bytes, int from, int to, int mask, long before) {
        int turned = Integer.rotateLeft(mask, (int) (before & 3) * Byte.SIZE);
        long twice = (long) turned << Integer.SIZE | (turned & 0xffff_ffffL);
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            LONG.set(bytes, at, (long) LONG.get(bytes, at) ^ twice);
        }
        for (int shift = Long.SIZE - Byte.SIZE; at < to; at++, shift -= Byte.SIZE) {
            bytes[at] ^= (byte) (twice >>> shift);
        }
    }
}
