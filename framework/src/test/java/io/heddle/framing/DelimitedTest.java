package io.heddle.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Connection;
import io.heddle.FrameTooLongException;
import io.heddle.MemoryConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTest {

    private static final Delimited CRLF = Delimited.of(20, (byte) '\r', (byte) '\n');

    @Test
    void takesLinesWithEitherEnd() throws IOException {
        Frames lines = Delimited.lines(5).over(peer("one\ntwo\r\n\n\r\n12345\r\n12345\n"));

        for (String line : new String[] {"one", "two", "", "", "12345", "12345"}) {
            assertEquals(line, new String(lines.read(), UTF_8));
        }
        assertNull(lines.read());
    }

    @Test
    void dropsOneCrOnly() throws IOException {
        assertArrayEquals("a\r".getBytes(UTF_8), Delimited.lines(5).over(peer("a\r\r\n")).read());
    }

    @Test
    void countsACrThatEndsNoLine() {
        var tooLong =
                assertThrows(
                        FrameTooLongException.class,
                        () -> Delimited.lines(5).over(peer("12345x\n")).read());

        assertEquals("frame of 6 bytes, limit 5", tooLong.getMessage());
    }

    @Test
    void takesNoBareLfForCrLf() throws IOException {
        assertArrayEquals("a\nb".getBytes(UTF_8), CRLF.over(peer("a\nb\r\n")).read());
    }

    @Test
    void writesTheDelimiterAfterEachFrame() throws IOException {
        var peer = MemoryConnection.of();
        CRLF.over(peer.connection()).write("one".getBytes(UTF_8));
        Delimited.lines(20).over(peer.connection()).write("two".getBytes(UTF_8));

        assertEquals("one\r\ntwo\n", new String(peer.written(), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "two\r\nlines", "ends with\r\n"})
    void writesNoFrameThatContainsTheDelimiter(String payload) {
        assertRefused(CRLF, payload, "frame must not contain its delimiter, did at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "two\nlines", "\r\n"})
    void writesNoLineThatWouldBeTwo(String payload) {
        assertRefused(Delimited.lines(20), payload, "frame must not contain its delimiter, did at");
    }

    @Test
    void writesNoLineWhoseEndWouldBeDropped() {
        assertRefused(Delimited.lines(20), "x\r", "line must not end with CR: it would be dropped");
    }

    @Test
    void writesNoFrameThatWouldEndEarlyTogetherWithItsDelimiter() {
        assertRefused(
                Delimited.of(20, (byte) '-', (byte) '-'),
                "x-",
                "frame must not contain its delimiter, did at 1");
    }

    @Test
    void looksForTheDelimiterAcrossParts() {
        var peer = MemoryConnection.of();

        assertThrows(
                IllegalArgumentException.class,
                () ->
                        CRLF.over(peer.connection())
                                .write(
                                        ByteBuffer.wrap("a\r".getBytes(UTF_8)),
                                        ByteBuffer.wrap("\nb".getBytes(UTF_8))));
        assertEquals(0, peer.written().length);
    }

    private static void assertRefused(Delimited framing, String payload, String message) {
        var peer = MemoryConnection.of();

        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> framing.over(peer.connection()).write(payload.getBytes(UTF_8)));

        assertEquals(message, refused.getMessage().substring(0, message.length()));
        assertEquals(0, peer.written().length);
    }

    @Test
    void saysWhatIsWrongWithItsOptions() {
        assertEquals(
                "maxFrameBytes must be at least 0, was -1",
                assertThrows(IllegalArgumentException.class, () -> Delimited.lines(-1))
                        .getMessage());
        assertEquals(
                "delimiter must have at least one byte, had none",
                assertThrows(IllegalArgumentException.class, () -> Delimited.of(1)).getMessage());
        assertEquals("Delimited[delimiter=0d 0a, maxFrameBytes=20]", CRLF.toString());
    }

    private static Connection peer(String text) {
        return MemoryConnection.of(text.getBytes(UTF_8)).connection();
    }
}
