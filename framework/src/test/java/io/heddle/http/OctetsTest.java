package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What is found eight bytes at a time is what is found one by one, wherever it stands.
class OctetsTest {

    private static final int LONGEST = 27;

    @Test
    void findsTheFirstLineFeedWhereverItIs() {
        for (int length = 0; length <= LONGEST; length++) {
            for (int at = 0; at < length; at++) {
                // 0x8a and 0x0b differ from a line feed in one bit
                byte[] bytes = filled(length, at % 2 == 0 ? 0x8a : 0x0b);
                bytes[at] = '\n';
                bytes[length - 1] = '\n';

                assertEquals(at, Octets.lineFeed(bytes, 0, length));
                assertEquals(at, Octets.lineFeed(bytes, at, length));
                assertEquals(-1, Octets.lineFeed(bytes, 0, at));
            }
            assertEquals(-1, Octets.lineFeed(filled(length, 0x0b), 0, length));
        }
    }

    @Test
    void takesTheSameValuesAsByteByByte() {
        for (int b = 0; b < 256; b++) {
            for (int filler : new int[] {'a', ' ', 0x80, 0xff, '\t'}) {
                for (int at = 0; at < LONGEST; at++) {
                    byte[] bytes = filled(LONGEST, filler);
                    bytes[at] = (byte) b;

                    boolean expected = Octets.isValue((byte) b);
                    int where = at;
                    int what = b;
                    assertEquals(
                            expected,
                            Octets.areValue(bytes, 0, LONGEST),
                            () -> what + " at " + where + " in " + new String(bytes, ISO_8859_1));
                }
            }
        }
    }

    private static byte[] filled(int length, int b) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) b);
        return bytes;
    }
}
