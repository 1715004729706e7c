package io.heddle.http.websocket;

import io.heddle.ConnectionInput;
import java.io.IOException;

/// The head of a frame ([RFC 6455 §5.2](https://www.rfc-editor.org/rfc/rfc6455#section-5.2)). A
/// read of it that is given up can be repeated.
///
/// ```text
///  FIN RSV1-3 opcode | MASK length 0-125, 126, 127 | none, 2 or 8 bytes of length | mask
/// ```
final class FrameHead {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final int FIN = 0x80;
    static final int COMPRESSED = 0x40; // RSV1
    static final int MOST_CONTROL_BYTES = 125;

    private static final int OTHER_RSV = 0x30;
    private static final int OPCODE = 0x0f;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private static final int SHORT_HEAD = 6;
    private static final int MIDDLE_HEAD = 8;
    private static final int LONG_HEAD = 14;

    private final boolean mayBeCompressed;
    private final byte[] bytes = new byte[LONG_HEAD];
    private int have;
    private int need = SHORT_HEAD;

    /// @param mayBeCompressed whether RSV1 has a meaning
    FrameHead(boolean mayBeCompressed) {
        this.mayBeCompressed = mayBeCompressed;
    }

    /// Whether it is there as a whole.
    boolean isComplete() {
        return have == need;
    }

    /// Whether some of it is there.
    boolean hasBegun() {
        return have > 0;
    }

    /// Takes some of it, waiting for that; no byte of what follows.
    ///
    /// @return false at the end of the peer's stream
    /// @throws Violation as soon as it can be no head
    boolean read(ConnectionInput input) throws IOException, Violation {
        int before = have;
        int count = input.read(bytes, have, need - have);
        if (count < 0) {
            return false;
        }
        have += count;
        if (before < 2) {
            checkBegin();
        }
        if (isComplete() && need > SHORT_HEAD) {
            checkLength();
        }
        return true;
    }

    private void checkBegin() throws Violation {
        int first = bytes[0];
        if ((first & OTHER_RSV) != 0 || (isCompressed() && !mayBeCompressed)) {
            throw wrong("a reserved bit");
        }
        int opcode = opcode();
        if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
            throw wrong("opcode " + opcode);
        }
        if (isControl() && !isLast()) {
            throw wrong("a control frame in fragments");
        }
        if (isCompressed() && (isControl() || opcode == CONTINUATION)) {
            throw wrong("a compressed frame that is not the first of a message");
        }
        if (have > 1) {
            checkSecond(bytes[1]);
        }
    }

    private void checkSecond(byte second) throws Violation {
        if ((second & MASKED) == 0) {
            throw wrong("a frame without a mask");
        }
        int length = second & LENGTH;
        if (isControl() && length > MOST_CONTROL_BYTES) {
            throw wrong("a control frame of more than 125 bytes");
        }
        need =
                switch (length) {
                    case TWO_BYTES -> MIDDLE_HEAD;
                    case EIGHT_BYTES -> LONG_HEAD;
                    default -> SHORT_HEAD;
                };
    }

    private void checkLength() throws Violation {
        long length = length();
        if (length < 0) {
            throw wrong("a length of 64 bits");
        }
        if (length < TWO_BYTES || (need == LONG_HEAD && length <= 0xffff)) {
            throw wrong("a length that is not written as short as can be");
        }
    }

    private static Violation wrong(String what) {
        return Violation.of(CloseStatus.PROTOCOL_ERROR, what);
    }

    /// Makes room for the next one.
    void clear() {
        have = 0;
        need = SHORT_HEAD;
    }

    int opcode() {
        return bytes[0] & OPCODE;
    }

    boolean isLast() {
        return (bytes[0] & FIN) != 0;
    }

    boolean isCompressed() {
        return (bytes[0] & COMPRESSED) != 0;
    }

    boolean isControl() {
        return (bytes[0] & CONTROL) != 0;
    }

    /// How many bytes follow.
    long length() {
        return switch (need) {
            case SHORT_HEAD -> bytes[1] & LENGTH;
            case MIDDLE_HEAD -> integer(2, 2);
            default -> integer(2, 8);
        };
    }

    int mask() {
        return (int) integer(need - Integer.BYTES, Integer.BYTES);
    }

    private long integer(int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << Byte.SIZE | (bytes[i] & 0xff);
        }
        return value;
    }

    /// What precedes a payload from here.
    ///
    /// @param first FIN, RSV and opcode
    static byte[] of(int first, int length) {
        if (length < TWO_BYTES) {
            return new byte[] {(byte) first, (byte) length};
        }
        if (length <= 0xffff) {
            return new byte[] {
                (byte) first, TWO_BYTES, (byte) (length >>> Byte.SIZE), (byte) length
            };
        }
        var head = new byte[2 + Long.BYTES];
        head[0] = (byte) first;
        head[1] = EIGHT_BYTES;
        for (int i = head.length - 1, rest = length; rest != 0; i--, rest >>>= Byte.SIZE) {
            head[i] = (byte) rest;
        }
        return head;
    }
}
