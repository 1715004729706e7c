package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Parts up to a delimiter.
class ReadUntilTest {

    private static final byte[] END = bytes("--");

    @Test
    void returnsWhatIsBeforeTheDelimiterThenNull() throws IOException {
        ConnectionInput input = of("one--two----");

        assertEquals("one", text(input.readUntil(9, END)));
        assertEquals("two", text(input.readUntil(9, END)));
        assertEquals("", text(input.readUntil(9, END)));
        assertNull(input.readUntil(9, END));
    }

    @Test
    void takesTheFirstDelimiter() throws IOException {
        ConnectionInput input = of("a---b");

        assertEquals("a", text(input.readUntil(9, END)));
        assertEquals("-b", text(input.readExactly(2)));
    }

    @Test
    void isNotMisledByBeginningsOfTheDelimiter() throws IOException {
        assertEquals("aa", text(of("aaaab").readUntil(9, bytes("aab"))));
        assertEquals("ab-ab", text(of("ab-abab-c").readUntil(9, bytes("ab-c"))));
    }

    @Test
    void allowsExactlyTheLimit() throws IOException {
        assertEquals("12345", text(of("12345--").readUntil(5, END)));
        assertEquals("", text(of("--").readUntil(0, END)));

        var tooLong =
                assertThrows(FrameTooLongException.class, () -> of("123456--").readUntil(5, END));
        assertEquals("frame of more than 5 bytes", tooLong.getMessage());
        assertThrows(FrameTooLongException.class, () -> of("1--").readUntil(0, END));
    }

    @Test
    void goesUpToTheLargestLimit() throws IOException {
        assertEquals("x", text(of("x--").readUntil(Integer.MAX_VALUE, END)));
    }

    @Test
    void tellsOfAnEndBeforeTheDelimiter() {
        var ended = assertThrows(PeerClosedException.class, () -> of("abc-").readUntil(9, END));

        assertTrue(ended.getMessage().endsWith("ended after 4 bytes without the delimiter"));
    }

    @Test
    void findsDelimiterWhereverItIsSplitAndLosesNoByteToAnInterrupt() throws IOException {
        byte[] bytes = bytes("some-thing--rest");
        for (int first = 1; first < bytes.length; first++) {
            for (int second = first; second < bytes.length; second++) {
                byte[][] pieces = MemoryConnection.split(bytes, first, second);
                ConnectionInput input = MemoryConnection.interrupting(pieces).input();

                assertEquals("some-thing", text(persistently(input)));
                assertEquals("rest", rest(input));
            }
        }
    }

    private static byte[] persistently(ConnectionInput input) throws IOException {
        while (true) {
            try {
                return input.readUntil(10, END);
            } catch (ConnectionInterruptedException again) {
                assertTrue(Thread.interrupted(), "interrupt status");
            } finally {
                Thread.interrupted();
            }
        }
    }

    private static String rest(ConnectionInput input) throws IOException {
        var rest = new StringBuilder();
        for (int b = input.read(); b >= 0; b = input.read()) {
            Thread.interrupted();
            rest.append((char) b);
        }
        return rest.toString();
    }

    @Test
    void wantsADelimiter() {
        var failure = assertThrows(IllegalArgumentException.class, () -> of("x").readUntil(5));

        assertEquals("delimiter must have at least one byte, had none", failure.getMessage());
    }

    @Test
    void putsBackWhatIsUnread() throws IOException {
        ConnectionInput input = of("hello world");

        input.unread(bytes("0"));
        assertEquals("0hello", text(input.readExactly(6)));
        input.unread(bytes("hello"));
        assertEquals("hello ", text(input.readExactly(6)));
        input.unread(bytes("much more than was ever read: "));
        input.unread(new byte[0]);

        assertEquals("much more than was ever read: world", text(input.readAllBytes()));
        input.unread(bytes("after the end"));
        assertArrayEquals(bytes("after the end"), input.readAllBytes());
        assertEquals(-1, input.read());
    }

    private static ConnectionInput of(String text) {
        return MemoryConnection.of(bytes(text)).input();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
