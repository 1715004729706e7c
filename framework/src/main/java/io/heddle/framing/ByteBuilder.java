package io.heddle.framing;

import io.heddle.FrameTooLongException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Integers and bytes, put one after the other to be written at once: a connection's output is not
/// buffered, so a message that was written piece by piece would be a packet for each piece.
///
/// It grows up to its limit and can be used again after [#clear()]. One thread at a time. Integers
/// are big-endian unless the call says otherwise; each put takes the values with and without a sign
/// that its bits can have, and refuses others.
public final class ByteBuilder {

    private static final int FIRST_CAPACITY = 64;
    private static final int VARINT_BITS = 7; // of the number, in each byte

    private final int maxBytes;
    private byte[] bytes;
    private int length;

    /// @param maxBytes how many bytes it holds at most, at least 0
    public ByteBuilder(int maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be at least 0, was " + maxBytes);
        }
        this.maxBytes = maxBytes;
        this.bytes = new byte[Math.min(maxBytes, FIRST_CAPACITY)];
    }

    /// How many bytes it holds.
    public int length() {
        return length;
    }

    /// Forgets all bytes; keeps the memory.
    public ByteBuilder clear() {
        length = 0;
        return this;
    }

    /// The bytes, not copied: valid until the next put. Read-only.
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, length).slice().asReadOnlyBuffer();
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /// Puts 8 bits.
    ///
    /// @param value -128 to 255
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putByte(int value) throws FrameTooLongException {
        requireIn(value, Byte.SIZE);
        return putInteger(value, Byte.BYTES, ByteOrder.BIG_ENDIAN);
    }

    /// Puts 16 bits, big-endian.
    ///
    /// @param value -32 768 to 65 535
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putShort(int value) throws FrameTooLongException {
        return putShort(value, ByteOrder.BIG_ENDIAN);
    }

    /// Puts 16 bits.
    ///
    /// @param value -32 768 to 65 535
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putShort(int value, ByteOrder order) throws FrameTooLongException {
        requireIn(value, Short.SIZE);
        return putInteger(value, Short.BYTES, order);
    }

    /// Puts 24 bits, big-endian.
    ///
    /// @param value -8 388 608 to 16 777 215
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putMedium(int value) throws FrameTooLongException {
        return putMedium(value, ByteOrder.BIG_ENDIAN);
    }

    /// Puts 24 bits.
    ///
    /// @param value -8 388 608 to 16 777 215
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putMedium(int value, ByteOrder order) throws FrameTooLongException {
        requireIn(value, 24);
        return putInteger(value, 3, order);
    }

    /// Puts 32 bits, big-endian.
    ///
    /// @param value -2 147 483 648 to 4 294 967 295
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putInt(long value) throws FrameTooLongException {
        return putInt(value, ByteOrder.BIG_ENDIAN);
    }

    /// Puts 32 bits.
    ///
    /// @param value -2 147 483 648 to 4 294 967 295
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putInt(long value, ByteOrder order) throws FrameTooLongException {
        requireIn(value, Integer.SIZE);
        return putInteger(value, Integer.BYTES, order);
    }

    /// Puts 64 bits, big-endian.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putLong(long value) throws FrameTooLongException {
        return putLong(value, ByteOrder.BIG_ENDIAN);
    }

    /// Puts 64 bits.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putLong(long value, ByteOrder order) throws FrameTooLongException {
        return putInteger(value, Long.BYTES, order);
    }

    /// Puts 32 bits as a varint, as [io.heddle.ConnectionInput#readVarInt()] reads it: one to five
    /// bytes, five if the value is negative.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putVarInt(int value) throws FrameTooLongException {
        return putVarLong(Integer.toUnsignedLong(value));
    }

    /// Puts 64 bits as a varint: one to ten bytes, ten if the value is negative.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putVarLong(long value) throws FrameTooLongException {
        int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
        makeRoom((bits + VARINT_BITS - 1) / VARINT_BITS);
        long rest = value;
        for (; rest >>> VARINT_BITS != 0; rest >>>= VARINT_BITS) {
            bytes[length++] = (byte) (rest | 0x80);
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /// Puts a varint in zig-zag order, which is short for small numbers of either sign: one to five
    /// bytes.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putSignedVarInt(int value) throws FrameTooLongException {
        return putVarInt((value << 1) ^ (value >> 31));
    }

    /// Puts a varint of 64 bits in zig-zag order: one to ten bytes.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putSignedVarLong(long value) throws FrameTooLongException {
        return putVarLong((value << 1) ^ (value >> 63));
    }

    /// Puts bytes as they are.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder put(byte[] source) throws FrameTooLongException {
        return put(ByteBuffer.wrap(source));
    }

    /// Puts all remaining bytes of the buffer; its position moves.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder put(ByteBuffer source) throws FrameTooLongException {
        int count = source.remaining();
        makeRoom(count);
        source.get(bytes, length, count);
        length += count;
        return this;
    }

    /// Puts a text as UTF-8, without its length.
    ///
    /// @throws FrameTooLongException if there is no room; nothing is put
    public ByteBuilder putUtf8(String text) throws FrameTooLongException {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    private ByteBuilder putInteger(long value, int size, ByteOrder order)
            throws FrameTooLongException {
        makeRoom(size);
        for (int i = 0; i < size; i++) {
            int place = order == ByteOrder.BIG_ENDIAN ? size - 1 - i : i;
            bytes[length + i] = (byte) (value >> (place * Byte.SIZE));
        }
        length += size;
        return this;
    }

    /// Both ways to see the bits are allowed.
    private static void requireIn(long value, int bits) {
        long least = -1L << (bits - 1);
        long most = (1L << bits) - 1;
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "value of "
                            + bits
                            + " bits must be "
                            + least
                            + " to "
                            + most
                            + ", was "
                            + value);
        }
    }

    private void makeRoom(int more) throws FrameTooLongException {
        long needed = (long) length + more;
        if (needed > maxBytes) {
            throw new FrameTooLongException(needed, maxBytes);
        }
        if (needed > bytes.length) {
            long capacity = Math.min(Math.max(needed, 2L * bytes.length), maxBytes);
            bytes = Arrays.copyOf(bytes, (int) capacity);
        }
    }

    /// How much it holds.
    @Override
    public String toString() {
        return length + " of " + maxBytes + " bytes";
    }
}
