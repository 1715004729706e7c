package io.heddle.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What bytes may stand where in a message, by table ([RFC 9110
/// §5](https://www.rfc-editor.org/rfc/rfc9110#section-5), [RFC 3986
/// §2](https://www.rfc-editor.org/rfc/rfc3986#section-2)).
final class Octets {

    private static final int TOKEN = 1;
    private static final int TARGET = 2;
    private static final int VALUE = 4;
    private static final int HOST = 8;

    private static final byte[] KINDS = new byte[256];

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    static {
        for (int b = 0; b < KINDS.length; b++) {
            boolean visible = b > ' ' && b < 0x7f;
            boolean alphanumeric =
                    (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            int kind = 0;
            if (alphanumeric || (visible && "!#$%&'*+-.^_`|~".indexOf(b) >= 0)) {
                kind |= TOKEN;
            }
            // browsers send some of what RFC 3986 would have encoded, as in "a|b" and "[1]"
            if (visible && "\"<>#\\".indexOf(b) < 0) {
                kind |= TARGET;
            }
            if (visible || b == ' ' || b == '\t' || b >= 0x80) {
                kind |= VALUE;
            }
            if (alphanumeric || (visible && "-._~!$&'()*+,;=%[]:".indexOf(b) >= 0)) {
                kind |= HOST;
            }
            KINDS[b] = (byte) kind;
        }
    }

    private Octets() {}

    /// `tchar`: of methods and field names.
    static boolean isToken(byte b) {
        return (KINDS[b & 0xff] & TOKEN) != 0;
    }

    /// Of request targets.
    static boolean isTarget(byte b) {
        return (KINDS[b & 0xff] & TARGET) != 0;
    }

    /// `field-vchar`, space or tab: of field values.
    static boolean isValue(byte b) {
        return (KINDS[b & 0xff] & VALUE) != 0;
    }

    /// Whether bytes are all [#isValue(byte)]. Eight at a time, up to the first control character,
    /// which may be a tab.
    static boolean areValue(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && hasNoControl((long) LONGS.get(bytes, at))) {
            at += Long.BYTES;
        }
        while (at < to && isValue(bytes[at])) {
            at++;
        }
        return at == to;
    }

    /// Whether none of eight bytes is below a space, or is DEL.
    private static boolean hasNoControl(long eight) {
        long below = (eight - ONES * ' ') & ~eight;
        long del = eight ^ ONES * 0x7f;
        return ((below | ((del - ONES) & ~del)) & HIGHS) == 0;
    }

    /// Where the first line feed is, or -1. Looks at eight bytes at a time.
    static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long other = (long) LONGS.get(bytes, at) ^ ONES * '\n';
            long found = (other - ONES) & ~other & HIGHS; // its lowest bit is right
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /// Of `Host` and authorities.
    static boolean isHost(byte b) {
        return (KINDS[b & 0xff] & HOST) != 0;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /// The value of a hexadecimal digit, or -1.
    static int hex(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /// Whether some bytes are a name, whatever its case.
    ///
    /// @param lower the name, in lower case
    static boolean equal(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lower.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b & 0xff;
    }
}
