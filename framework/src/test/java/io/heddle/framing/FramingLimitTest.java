package io.heddle.framing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.FrameTooLongException;
import io.heddle.MalformedFrameException;
import io.heddle.MemoryConnection;
import io.heddle.PeerClosedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is too long, malformed or cut off.
class FramingLimitTest {

    @ParameterizedTest
    @EnumSource
    void takesFramesOfExactlyTheLimit(FramingKind kind) throws IOException {
        List<byte[]> frame = List.of(text(kind.most()));

        List<byte[]> read = kind.decode(MemoryConnection.of(kind.encode(frame)));

        assertEquals(FramingKind.text(frame), FramingKind.text(read));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FIXED")
    void writesNothingOfALongerFrame(FramingKind kind) {
        var peer = MemoryConnection.of();
        byte[] frame = text(kind.most() + 1);

        var tooLong =
                assertThrows(
                        FrameTooLongException.class,
                        () -> kind.framing().over(peer.connection()).write(frame));

        assertEquals(
                "frame of %d bytes, limit %d".formatted(frame.length, kind.most()),
                tooLong.getMessage());
        assertEquals(0, peer.written().length);
    }

    @ParameterizedTest
    @CsvSource({
        "TWO_BYTES, 012d",
        "TWO_BYTES_LITTLE_ENDIAN, 2d01",
        "THREE_BYTES, 00012d",
        "THREE_BYTES_LITTLE_ENDIAN, 2d0100",
        "FOUR_BYTES, 0000012d",
        "FOUR_BYTES_LITTLE_ENDIAN, 2d010000",
        "VARINT, ad02",
    })
    void readsNothingOfALongerFrame(FramingKind kind, String prefix) {
        assertEquals("frame of 301 bytes, limit 300", refusal(kind, prefix));
    }

    @ParameterizedTest
    @CsvSource({
        "TWO_BYTES, ffff, 65535",
        "THREE_BYTES, ffffff, 16777215",
        "FOUR_BYTES, ffffffff, 4294967295",
        "FOUR_BYTES_LITTLE_ENDIAN, 000000ff, 4278190080",
        "VARINT, ffffffff0f, 4294967295",
    })
    void readsLengthsWithoutASign(FramingKind kind, String prefix, long length) {
        assertEquals("frame of " + length + " bytes, limit 300", refusal(kind, prefix));
    }

    private static String refusal(FramingKind kind, String hex) {
        var peer = MemoryConnection.of(HexFormat.of().parseHex(hex));
        return assertThrows(
                        FrameTooLongException.class,
                        () -> kind.framing().over(peer.connection()).read())
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource(names = {"LINES", "CRLF", "BOUNDARY"})
    void readsNoDelimitedFrameThatIsLongerByOne(FramingKind kind) {
        var peer = MemoryConnection.of(text(kind.most() + 1), text(1000));

        assertThrows(
                FrameTooLongException.class, () -> kind.framing().over(peer.connection()).read());
    }

    @Test
    void readsNothingAfterAFrameThatIsTooLong() {
        var peer = MemoryConnection.of(HexFormat.of().parseHex("05" + "02ffff"));
        Frames frames = LengthPrefixed.of(LengthPrefix.ONE_BYTE, 2).over(peer.connection());

        var first = assertThrows(FrameTooLongException.class, frames::read);
        var second = assertThrows(FrameTooLongException.class, frames::read);

        assertSame(first, second);
    }

    @Test
    void readsNothingAfterAMalformedFrame() {
        var peer = MemoryConnection.of(HexFormat.of().parseHex("8000" + "01ff"));
        Frames frames = LengthPrefixed.of(LengthPrefix.VARINT, 100).over(peer.connection());

        var first = assertThrows(MalformedFrameException.class, frames::read);
        var second = assertThrows(MalformedFrameException.class, frames::read);

        assertSame(first, second);
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfAnEndAtEachByteOfAFrame(FramingKind kind) throws IOException {
        byte[] whole = text(7);
        byte[] bytes = kind.encode(List.of(whole, whole));
        int frame = bytes.length / 2;
        for (int end = 1; end < frame; end++) {
            byte[] truncated = MemoryConnection.split(bytes, frame + end)[0];
            Frames frames = kind.framing().over(MemoryConnection.of(truncated).connection());

            assertArrayEquals(whole, frames.read());
            assertThrows(PeerClosedException.class, frames::read, "after " + end + " bytes");
        }
    }

    private static byte[] text(int length) {
        return "x".repeat(length).getBytes(StandardCharsets.UTF_8);
    }
}
