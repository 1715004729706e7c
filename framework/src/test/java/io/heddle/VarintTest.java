package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Varints on input: unsigned LEB128.
class VarintTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, 1",
        "7f, 127",
        "8001, 128",
        "ac02, 300",
        "ff7f, 16383",
        "808001, 16384",
        "e58e26, 624485",
        "ffffffff07, 2147483647",
        "8080808008, -2147483648",
        "ffffffff0f, -1",
    })
    void haveUpTo32Bits(String hex, int value) throws IOException {
        assertEquals(value, of(hex).readVarInt());
        assertEquals(Integer.toUnsignedLong(value), of(hex).readVarLong());
    }

    @ParameterizedTest
    @CsvSource({
        "8080808010, 4294967296",
        "ffffffffffffffff7f, 9223372036854775807",
        "80808080808080808001, -9223372036854775808",
        "ffffffffffffffffff01, -1",
    })
    void haveUpTo64Bits(String hex, long value) throws IOException {
        assertEquals(value, of(hex).readVarLong());
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, -1",
        "02, 1",
        "03, -2",
        "ffffffff0f, -2147483648",
        "feffffff0f, 2147483647"
    })
    void mayHaveASign(String hex, int value) throws IOException {
        assertEquals(value, of(hex).readSignedVarInt());
        assertEquals(value, of(hex).readSignedVarLong());
    }

    @ParameterizedTest
    @CsvSource({
        "8080808010, varint of more than 32 bits",
        "ffffffff7f, varint of more than 32 bits",
        "ffffffffff, varint of more than 5 bytes",
        "808080808001, varint of more than 5 bytes",
        "8000, varint of 2 bytes for a number that needs fewer",
        "ff808000, varint of 4 bytes for a number that needs fewer",
    })
    void areRefusedWhenTooLong(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertEquals(message, refusal(MemoryConnection.of(bytes).input()));
        assertEquals(
                message, refusal(MemoryConnection.of(MemoryConnection.oneByOne(bytes)).input()));
    }

    private static String refusal(ConnectionInput input) {
        return assertThrows(MalformedFrameException.class, input::readVarInt).getMessage();
    }

    @Test
    void areRefusedBeyond64Bits() {
        var tooManyBits =
                assertThrows(
                        MalformedFrameException.class,
                        () -> of("ffffffffffffffffff02").readVarLong());
        var tooManyBytes =
                assertThrows(
                        MalformedFrameException.class,
                        () -> of("8080808080808080808001").readVarLong());

        assertEquals("varint of more than 64 bits", tooManyBits.getMessage());
        assertEquals("varint of more than 10 bytes", tooManyBytes.getMessage());
    }

    @Test
    void areTheSameWhereverTheirBytesAreSplitAndLoseNoByteToAnInterrupt() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("ffffffffffffffff7f55");
        for (int end = 1; end < bytes.length; end++) {
            byte[][] pieces = MemoryConnection.split(bytes, end);
            ConnectionInput whole = MemoryConnection.of(pieces).input();
            ConnectionInput interrupted = MemoryConnection.interrupting(pieces).input();

            assertEquals(Long.MAX_VALUE, whole.readVarLong());
            assertEquals(0x55, whole.readUnsignedByte());
            if (end < bytes.length - 1) {
                assertThrows(ConnectionInterruptedException.class, interrupted::readVarLong);
                assertTrue(Thread.interrupted(), "interrupt status");
            }
            assertEquals(Long.MAX_VALUE, interrupted.readVarLong());
            Thread.interrupted();
            assertEquals(0x55, interrupted.readUnsignedByte());
            Thread.interrupted();
        }
    }

    @Test
    void areWholeOrTruncated() {
        var nothing = assertThrows(PeerClosedException.class, () -> of("").readVarInt());
        var part = assertThrows(PeerClosedException.class, () -> of("ffff").readVarInt());

        assertTrue(nothing.getMessage().endsWith("ended after 0 bytes of a varint"));
        assertTrue(part.getMessage().endsWith("ended after 2 bytes of a varint"));
    }

    private static ConnectionInput of(String hex) {
        return MemoryConnection.of(MemoryConnection.split(HexFormat.of().parseHex(hex))).input();
    }
}
