package io.heddle;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Integers on input, however their bytes come.
class IntegerInputTest {

    private static final int NUMBERS = 2_000;

    private interface Read {
        long from(ConnectionInput input) throws IOException;
    }

    /// The calls, and how many bytes each takes of the longest number.
    private static final Map<Read, Integer> READS =
            Map.ofEntries(
                    Map.entry(ConnectionInput::readUnsignedByte, 1),
                    Map.entry(ConnectionInput::readShort, 2),
                    Map.entry(ConnectionInput::readUnsignedShort, 2),
                    Map.entry(ConnectionInput::readMedium, 3),
                    Map.entry(ConnectionInput::readUnsignedMedium, 3),
                    Map.entry(ConnectionInput::readInt, 4),
                    Map.entry(ConnectionInput::readUnsignedInt, 4),
                    Map.entry(ConnectionInput::readLong, 8));

    @Test
    void areInNetworkOrder() throws IOException {
        assertEquals(0x01, of("01").readUnsignedByte());
        assertEquals(0x0102, of("0102").readShort());
        assertEquals(0x010203, of("010203").readMedium());
        assertEquals(0x01020304, of("01020304").readInt());
        assertEquals(0x0102030405060708L, of("0102030405060708").readLong());
    }

    @Test
    void areInTheOtherOrderOnRequest() throws IOException {
        assertEquals(0x0201, of("0102").readShort(LITTLE_ENDIAN));
        assertEquals(0x030201, of("010203").readMedium(LITTLE_ENDIAN));
        assertEquals(0x04030201, of("01020304").readInt(LITTLE_ENDIAN));
        assertEquals(0x0807060504030201L, of("0102030405060708").readLong(LITTLE_ENDIAN));
        assertEquals(0xff01, of("01ff").readUnsignedShort(LITTLE_ENDIAN));
        assertEquals(0xff0201, of("0102ff").readUnsignedMedium(LITTLE_ENDIAN));
        assertEquals(0xff030201L, of("010203ff").readUnsignedInt(LITTLE_ENDIAN));
        assertEquals(-0x00fdff, of("0102ff").readMedium(LITTLE_ENDIAN));
    }

    @Test
    void haveASignOrNone() throws IOException {
        assertEquals(255, of("ff").readUnsignedByte());
        assertEquals(-1, of("ffff").readShort());
        assertEquals(65_535, of("ffff").readUnsignedShort());
        assertEquals(-8_388_608, of("800000").readMedium());
        assertEquals(16_777_215, of("ffffff").readUnsignedMedium());
        assertEquals(-1, of("ffffffff").readInt());
        assertEquals(4_294_967_295L, of("ffffffff").readUnsignedInt());
        assertEquals(-1, of("ffffffffffffffff").readLong());
    }

    @Test
    void areWhatAByteBufferMakesOfThem() throws IOException {
        var random = new Random(6);
        var bytes = new byte[NUMBERS * 8];
        random.nextBytes(bytes);
        for (ByteOrder order : List.of(BIG_ENDIAN, LITTLE_ENDIAN)) {
            ByteBuffer expected = ByteBuffer.wrap(bytes).order(order);
            ConnectionInput input = MemoryConnection.of(randomPieces(bytes, random)).input();

            while (expected.remaining() >= 8) {
                switch (random.nextInt(3)) {
                    case 0 -> assertEquals(expected.getShort(), input.readShort(order));
                    case 1 -> assertEquals(expected.getInt(), input.readInt(order));
                    default -> assertEquals(expected.getLong(), input.readLong(order));
                }
            }
        }
    }

    private static byte[][] randomPieces(byte[] bytes, Random random) {
        return MemoryConnection.split(bytes, random.ints(200, 0, bytes.length).sorted().toArray());
    }

    @Test
    void areTheSameWhereverTheirBytesAreSplit() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("f1f2f3f4f5f6f7f8");
        for (var read : READS.entrySet()) {
            long whole = read.getKey().from(MemoryConnection.of(bytes).input());
            for (int end = 1; end < read.getValue(); end++) {
                byte[][] pieces = MemoryConnection.split(bytes, end);

                assertEquals(whole, read.getKey().from(MemoryConnection.of(pieces).input()));
            }
        }
    }

    @Test
    void loseNoByteToAnInterrupt() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("f1f2f3f4f5f6f7f8");
        for (var read : READS.entrySet()) {
            long whole = read.getKey().from(MemoryConnection.of(bytes).input());
            for (int end = 1; end < read.getValue(); end++) {
                byte[][] pieces = MemoryConnection.split(bytes, end);
                ConnectionInput input = MemoryConnection.interrupting(pieces).input();

                assertThrows(ConnectionInterruptedException.class, () -> read.getKey().from(input));
                assertTrue(Thread.interrupted(), "interrupt status");
                assertEquals(whole, read.getKey().from(input));
                assertTrue(Thread.interrupted(), "interrupted by the second piece");
            }
        }
    }

    @Test
    void areWholeOrTruncated() {
        byte[] bytes = HexFormat.of().parseHex("f1f2f3f4f5f6f7f8");
        for (var read : READS.entrySet()) {
            for (int length = 0; length < read.getValue(); length++) {
                byte[] part = MemoryConnection.split(bytes, length, 8)[0];
                ConnectionInput input =
                        MemoryConnection.of(length == 0 ? new byte[0][] : new byte[][] {part})
                                .input();

                var truncated =
                        assertThrows(PeerClosedException.class, () -> read.getKey().from(input));

                assertEquals(
                        "connection-1 of 127.0.0.1:1 ended after %d of %d bytes"
                                .formatted(length, read.getValue()),
                        truncated.getMessage());
            }
        }
    }

    private static ConnectionInput of(String hex) {
        return MemoryConnection.of(HexFormat.of().parseHex(hex)).input();
    }
}
