package io.heddle.http.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Whether bytes are UTF-8 ([RFC 3629 §4](https://www.rfc-editor.org/rfc/rfc3629#section-4)), piece
/// by piece, known at the first byte that is wrong.
final class Utf8 {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;
    private static final int LEAST = 0x80;
    private static final int MOST = 0xbf;

    private int missing; // bytes of the character that has begun
    private int least = LEAST; // of the next one of them
    private int most = MOST;

    /// Whether the bytes may follow those before.
    boolean accept(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (missing == 0) {
                while (at <= to - Long.BYTES && ((long) LONG.get(bytes, at) & NOT_ASCII) == 0) {
                    at += Long.BYTES;
                }
            }
            if (at < to && !accept(bytes[at++] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private boolean accept(int b) {
        if (missing == 0) {
            return b < LEAST || begin(b);
        }
        boolean isRight = b >= least && b <= most;
        least = LEAST;
        most = MOST;
        missing--;
        return isRight;
    }

    private boolean begin(int b) {
        if (b >= 0xc2 && b <= 0xdf) {
            missing = 1;
        } else if (b >= 0xe0 && b <= 0xef) {
            missing = 2;
            least = b == 0xe0 ? 0xa0 : LEAST; // else it could be shorter
            most = b == 0xed ? 0x9f : MOST; // else it is half a pair
        } else if (b >= 0xf0 && b <= 0xf4) {
            missing = 3;
            least = b == 0xf0 ? 0x90 : LEAST;
            most = b == 0xf4 ? 0x8f : MOST; // the last character there is
        }
        return missing > 0;
    }

    /// Whether no character is left incomplete.
    boolean isComplete() {
        return missing == 0;
    }

    void reset() {
        missing = 0;
        least = LEAST;
        most = MOST;
    }
}
