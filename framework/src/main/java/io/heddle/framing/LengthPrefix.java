package io.heddle.framing;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.heddle.ConnectionInput;
import io.heddle.FrameTooLongException;
import java.io.IOException;
import java.nio.ByteOrder;

/// How the length of a frame is written before it: without a sign, big-endian unless the name says
/// otherwise. The prefix does not count itself.
public enum LengthPrefix {
    /// 8 bits.
    ONE_BYTE(1, BIG_ENDIAN),
    /// 16 bits.
    TWO_BYTES(2, BIG_ENDIAN),
    /// 16 bits, the lowest first.
    TWO_BYTES_LITTLE_ENDIAN(2, LITTLE_ENDIAN),
    /// 24 bits.
    THREE_BYTES(3, BIG_ENDIAN),
    /// 24 bits, the lowest first.
    THREE_BYTES_LITTLE_ENDIAN(3, LITTLE_ENDIAN),
    /// 32 bits.
    FOUR_BYTES(4, BIG_ENDIAN),
    /// 32 bits, the lowest first.
    FOUR_BYTES_LITTLE_ENDIAN(4, LITTLE_ENDIAN),
    /// One to five bytes ([ConnectionInput#readVarInt()]).
    VARINT(5, LITTLE_ENDIAN);

    private final int mostBytes;
    private final ByteOrder order;

    LengthPrefix(int mostBytes, ByteOrder order) {
        this.mostBytes = mostBytes;
        this.order = order;
    }

    /// The longest frame that it can tell of, in bytes; never more than an array can have.
    public int maxFrameBytes() {
        return mostBytes < Integer.BYTES ? (1 << (mostBytes * Byte.SIZE)) - 1 : Integer.MAX_VALUE;
    }

    long read(ConnectionInput input) throws IOException {
        return switch (mostBytes) {
            case 1 -> input.readUnsignedByte();
            case 2 -> input.readUnsignedShort(order);
            case 3 -> input.readUnsignedMedium(order);
            case 4 -> input.readUnsignedInt(order);
            default -> Integer.toUnsignedLong(input.readVarInt());
        };
    }

    /// What [#read(ConnectionInput)] read, byte by byte: there is one way only to write a length.
    ByteBuilder write(int length) throws FrameTooLongException {
        var prefix = new ByteBuilder(mostBytes);
        return switch (mostBytes) {
            case 1 -> prefix.putByte(length);
            case 2 -> prefix.putShort(length, order);
            case 3 -> prefix.putMedium(length, order);
            case 4 -> prefix.putInt(length, order);
            default -> prefix.putVarInt(length);
        };
    }
}
