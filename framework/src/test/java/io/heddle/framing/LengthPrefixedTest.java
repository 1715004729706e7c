package io.heddle.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.MemoryConnection;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthPrefixedTest {

    @ParameterizedTest
    @CsvSource({
        "ONE_BYTE, 02",
        "TWO_BYTES, 0002",
        "TWO_BYTES_LITTLE_ENDIAN, 0200",
        "THREE_BYTES, 000002",
        "THREE_BYTES_LITTLE_ENDIAN, 020000",
        "FOUR_BYTES, 00000002",
        "FOUR_BYTES_LITTLE_ENDIAN, 02000000",
        "VARINT, 02",
    })
    void writesTheLengthFirst(LengthPrefix prefix, String hex) throws IOException {
        var peer = MemoryConnection.of();

        LengthPrefixed.of(prefix, 200).over(peer.connection()).write(new byte[] {8, 9});

        assertEquals(hex + "0809", HexFormat.of().formatHex(peer.written()));
    }

    @Test
    void hasFourBytesInNetworkOrderByDefault() {
        assertEquals(new LengthPrefixed(LengthPrefix.FOUR_BYTES, 9), LengthPrefixed.of(9));
    }

    @Test
    void allowsWhatThePrefixCanTell() {
        assertEquals(255, LengthPrefix.ONE_BYTE.maxFrameBytes());
        assertEquals(65_535, LengthPrefix.TWO_BYTES.maxFrameBytes());
        assertEquals(16_777_215, LengthPrefix.THREE_BYTES_LITTLE_ENDIAN.maxFrameBytes());
        assertEquals(Integer.MAX_VALUE, LengthPrefix.FOUR_BYTES.maxFrameBytes());
        assertEquals(Integer.MAX_VALUE, LengthPrefix.VARINT.maxFrameBytes());
        LengthPrefixed.of(LengthPrefix.ONE_BYTE, 255);
        LengthPrefixed.of(LengthPrefix.VARINT, 0);
    }

    @Test
    void refusesALimitThatThePrefixCannotTell() {
        assertEquals(
                "maxFrameBytes must be 0 to 255 with a prefix of ONE_BYTE, was 256",
                refusal(LengthPrefix.ONE_BYTE, 256));
        assertEquals(
                "maxFrameBytes must be 0 to 2147483647 with a prefix of VARINT, was -1",
                refusal(LengthPrefix.VARINT, -1));
    }

    private static String refusal(LengthPrefix prefix, int maxFrameBytes) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> LengthPrefixed.of(prefix, maxFrameBytes))
                .getMessage();
    }

    @Test
    void fixedLengthTakesNoOther() {
        var peer = MemoryConnection.of();
        Frames frames = FixedLength.of(4).over(peer.connection());

        var shorter = assertThrows(IllegalArgumentException.class, () -> frames.write(new byte[3]));
        var longer = assertThrows(IllegalArgumentException.class, () -> frames.write(new byte[5]));
        var none = assertThrows(IllegalArgumentException.class, () -> FixedLength.of(0));

        assertEquals("frame must have 4 bytes, had 3", shorter.getMessage());
        assertEquals("frame must have 4 bytes, had 5", longer.getMessage());
        assertEquals("frameBytes must be at least 1, was 0", none.getMessage());
        assertEquals(0, peer.written().length);
    }
}
