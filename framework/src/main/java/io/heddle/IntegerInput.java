package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The integers among the bytes from a peer. Each read waits until the integer has come whole; what
/// has come of it when the wait is ended is read again by the next call.
///
/// Integers are in network order, big-endian, unless the call says otherwise ([RFC 1700, Data
/// Notation](https://www.rfc-editor.org/rfc/rfc1700)).
abstract class IntegerInput extends BufferedInput {

    private static final int VARINT_BITS = 7; // of the number, in each byte

    IntegerInput(Connection connection) {
        super(connection);
    }

    /// Reads one byte, which must be there.
    ///
    /// @return 0 to 255
    /// @throws PeerClosedException at the end of the peer's stream
    public int readUnsignedByte() throws IOException {
        return (int) readInteger(Byte.BYTES, ByteOrder.BIG_ENDIAN);
    }

    /// Reads 16 bits, big-endian.
    ///
    /// @throws PeerClosedException if the peer's stream ended before
    public short readShort() throws IOException {
        return readShort(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 16 bits.
    ///
    /// @throws PeerClosedException if the peer's stream ended before
    public short readShort(ByteOrder order) throws IOException {
        return (short) readInteger(Short.BYTES, order);
    }

    /// Reads 16 bits, big-endian.
    ///
    /// @return 0 to 65 535
    /// @throws PeerClosedException if the peer's stream ended before
    public int readUnsignedShort() throws IOException {
        return readUnsignedShort(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 16 bits.
    ///
    /// @return 0 to 65 535
    /// @throws PeerClosedException if the peer's stream ended before
    public int readUnsignedShort(ByteOrder order) throws IOException {
        return (int) readInteger(Short.BYTES, order);
    }

    /// Reads 24 bits, big-endian.
    ///
    /// @return -8 388 608 to 8 388 607
    /// @throws PeerClosedException if the peer's stream ended before
    public int readMedium() throws IOException {
        return readMedium(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 24 bits.
    ///
    /// @return -8 388 608 to 8 388 607
    /// @throws PeerClosedException if the peer's stream ended before
    public int readMedium(ByteOrder order) throws IOException {
        return readUnsignedMedium(order) << 8 >> 8; // spreads the sign
    }

    /// Reads 24 bits, big-endian.
    ///
    /// @return 0 to 16 777 215
    /// @throws PeerClosedException if the peer's stream ended before
    public int readUnsignedMedium() throws IOException {
        return readUnsignedMedium(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 24 bits.
    ///
    /// @return 0 to 16 777 215
    /// @throws PeerClosedException if the peer's stream ended before
    public int readUnsignedMedium(ByteOrder order) throws IOException {
        return (int) readInteger(3, order);
    }

    /// Reads 32 bits, big-endian.
    ///
    /// @throws PeerClosedException if the peer's stream ended before
    public int readInt() throws IOException {
        return readInt(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 32 bits.
    ///
    /// @throws PeerClosedException if the peer's stream ended before
    public int readInt(ByteOrder order) throws IOException {
        return (int) readInteger(Integer.BYTES, order);
    }

    /// Reads 32 bits, big-endian.
    ///
    /// @return 0 to 4 294 967 295
    /// @throws PeerClosedException if the peer's stream ended before
    public long readUnsignedInt() throws IOException {
        return readUnsignedInt(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 32 bits.
    ///
    /// @return 0 to 4 294 967 295
    /// @throws PeerClosedException if the peer's stream ended before
    public long readUnsignedInt(ByteOrder order) throws IOException {
        return readInteger(Integer.BYTES, order);
    }

    /// Reads 64 bits, big-endian.
    ///
    /// @return a number with a sign; `Long.toUnsignedString` and its like see it without
    /// @throws PeerClosedException if the peer's stream ended before
    public long readLong() throws IOException {
        return readLong(ByteOrder.BIG_ENDIAN);
    }

    /// Reads 64 bits.
    ///
    /// @return a number with a sign; `Long.toUnsignedString` and its like see it without
    /// @throws PeerClosedException if the peer's stream ended before
    public long readLong(ByteOrder order) throws IOException {
        return readInteger(Long.BYTES, order);
    }

    /// Reads a varint of at most 32 bits: seven bits in each byte, the lowest first, and the eighth
    /// says that more follow (unsigned LEB128).
    ///
    /// @return the 32 bits: `Integer.toUnsignedLong` makes them 0 to 4 294 967 295
    /// @throws MalformedFrameException if it has more than 32 bits, or more bytes than the number
    ///   needs; nothing sensible can be read any more
    /// @throws PeerClosedException if the peer's stream ended before
    public int readVarInt() throws IOException {
        return (int) readVarint(Integer.SIZE);
    }

    /// Reads a varint of at most 64 bits.
    ///
    /// @return the 64 bits, with a sign; `Long.toUnsignedString` and its like see them without
    /// @throws MalformedFrameException if it has more than 64 bits, or more bytes than the number
    ///   needs; nothing sensible can be read any more
    /// @throws PeerClosedException if the peer's stream ended before
    public long readVarLong() throws IOException {
        return readVarint(Long.SIZE);
    }

    /// Reads a varint with a sign, in zig-zag order: 0, -1, 1, -2 are encoded as 0, 1, 2, 3.
    ///
    /// @throws MalformedFrameException as [#readVarInt()]
    /// @throws PeerClosedException if the peer's stream ended before
    public int readSignedVarInt() throws IOException {
        int folded = readVarInt();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /// Reads a varint of 64 bits with a sign, in zig-zag order.
    ///
    /// @throws MalformedFrameException as [#readVarLong()]
    /// @throws PeerClosedException if the peer's stream ended before
    public long readSignedVarLong() throws IOException {
        long folded = readVarLong();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /// Reads an integer without a sign.
    private long readInteger(int size, ByteOrder order) throws IOException {
        ByteBuffer bytes = fillFor(size);
        if (bytes == null) {
            throw endedAfter("0 of " + size + " bytes");
        }
        long bigEndian;
        if (bytes.remaining() >= size) {
            bigEndian = bigEndian(bytes, size);
            bytes.position(bytes.position() + size);
            taken();
        } else {
            bigEndian = bigEndian(ByteBuffer.wrap(readParts(size)), size);
        }
        return order == ByteOrder.BIG_ENDIAN
                ? bigEndian
                : Long.reverseBytes(bigEndian) >>> (Long.SIZE - size * Byte.SIZE);
    }

    /// Our buffers are all big-endian, as they are made.
    private static long bigEndian(ByteBuffer bytes, int size) {
        int at = bytes.position();
        return switch (size) {
            case 1 -> bytes.get(at) & 0xff;
            case 2 -> bytes.getShort(at) & 0xffff;
            case 3 -> (bytes.getShort(at) & 0xffff) << 8 | (bytes.get(at + 2) & 0xff);
            case 4 -> bytes.getInt(at) & 0xffff_ffffL;
            default -> bytes.getLong(at);
        };
    }

    /// Reads an integer that has not come all at once.
    private byte[] readParts(int size) throws IOException {
        var parts = new byte[size];
        int count = readNBytes(parts, 0, size);
        if (count < size) {
            throw endedAfter(count + " of " + size + " bytes");
        }
        return parts;
    }

    private long readVarint(int bits) throws IOException {
        int most = (bits + VARINT_BITS - 1) / VARINT_BITS;
        ByteBuffer bytes = fillFor(most);
        if (bytes == null) {
            throw endedAfter("0 bytes of a varint");
        }
        int length = lengthOfVarint(bytes, most);
        if (length == 0) {
            ByteBuffer parts = readPartsOfVarint(most);
            return varint(parts, parts.remaining(), bits);
        }
        long value = varint(bytes, length, bits);
        bytes.position(bytes.position() + length);
        taken();
        return value;
    }

    /// @return how many bytes it takes, 0 if not all of them are there
    private static int lengthOfVarint(ByteBuffer bytes, int most) throws MalformedFrameException {
        int there = Math.min(bytes.remaining(), most);
        for (int i = 0; i < there; i++) {
            if (bytes.get(bytes.position() + i) >= 0) {
                return i + 1;
            }
        }
        if (there == most) {
            throw new MalformedFrameException("varint of more than " + most + " bytes");
        }
        return 0;
    }

    /// @param length how many bytes it takes
    private static long varint(ByteBuffer bytes, int length, int bits)
            throws MalformedFrameException {
        long value = 0;
        for (int i = 0; i < length; i++) {
            long seven = bytes.get(bytes.position() + i) & 0x7f;
            value |= seven << (i * VARINT_BITS);
        }
        int last = bytes.get(bytes.position() + length - 1);
        int room = bits - (length - 1) * VARINT_BITS; // bits that the last byte may have
        if (room < VARINT_BITS && last >>> room != 0) {
            throw new MalformedFrameException("varint of more than " + bits + " bits");
        }
        if (last == 0 && length > 1) {
            throw new MalformedFrameException(
                    "varint of " + length + " bytes for a number that needs fewer");
        }
        return value;
    }

    /// Reads a varint that has not come all at once.
    private ByteBuffer readPartsOfVarint(int most) throws IOException {
        var parts = new TakenBytes();
        ByteBuffer all = parts.view();
        int length = 0;
        while (length == 0) {
            if (!fillAfter(parts)) {
                throw endedAfter(parts.size() + " bytes of a varint");
            }
            parts.write(read());
            all = parts.view();
            length = lengthOfVarint(all, most);
        }
        return all;
    }

    /// Makes sure that there are unread bytes, for a call that takes several.
    private @Nullable ByteBuffer fillFor(int size) throws IOException {
        return available() >= size ? fill() : fillRest(false);
    }

    /// Makes sure that there are unread bytes. If that is interrupted, those taken before are put
    /// back.
    ///
    /// @return false at the end of the peer's stream
    final boolean fillAfter(TakenBytes taken) throws IOException {
        try {
            return fillRest(taken.size() > 0) != null;
        } catch (WaitEndedException ended) {
            putBack(taken.toByteArray());
            throw ended;
        }
    }

    final PeerClosedException endedAfter(String what) {
        connection().noteEnd(CloseReason.PEER_CLOSED);
        return new PeerClosedException(connection() + " ended after " + what);
    }
}
