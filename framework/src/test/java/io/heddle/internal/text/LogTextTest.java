package io.heddle.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTextTest {

    private static final int MAX = 100;
    private static final String SMILE = "\uD83D\uDE00";

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "0000 > 0000", "0007 > 0007", "0008 > 0008", "001B > 001B", "007F > 007F",
                "0080 > 0080", "0085 > 0085", "009B > 009B", "009F > 009F", "00AD > 00AD",
                "061C > 061C", "200B > 200B", "200E > 200E", "200F > 200F", "2028 > 2028",
                "2029 > 2029", "202A > 202A", "202E > 202E", "2060 > 2060", "2066 > 2066",
                "2069 > 2069", "E000 > E000", "FEFF > FEFF", "FFFF > FFFF", "D83D > D83D",
                "DE00 > DE00"
            })
    void escapesWhatIsNotSeen(String codeUnit, String escape) {
        char c = (char) Integer.parseInt(codeUnit.strip(), 16);

        assertEquals("a\\u" + escape.strip() + "b", LogText.escape("a" + c + "b", MAX));
        assertEquals("\\u" + escape.strip(), LogText.escape("" + c, MAX));
    }

    @Test
    void escapesWhatHasAShortEscapeShortly() {
        assertEquals("a\\r\\n\\tb\\\\n", LogText.escape("a\r\n\tb\\n", MAX));
    }

    @Test
    void escapesBothHalvesOfAPairThatIsNotSeen() {
        String tag = Character.toString(0xE0001);

        assertEquals("\\uDB40\\uDC01", LogText.escape(tag, MAX));
    }

    @Test
    void returnsTheSameStringIfNothingIsToBeDone() {
        for (String text : new String[] {"", "GET /index.html", "naïve 漢字 \u00A0é", SMILE}) {
            assertSame(text, LogText.escape(text, MAX));
            assertSame(text, LogText.escape(text, text.length()));
            assertTrue(LogText.isPlain(text, text.length()));
        }
    }

    @Test
    void cutsWhatIsTooLongAndSaysHowLongItWas() {
        String mebibyte = "x".repeat(1_048_576);

        assertEquals("xxxxx… (1048576 characters)", LogText.escape(mebibyte, 5));
        assertEquals("… (1 characters)", LogText.escape("x", 0));
        assertFalse(LogText.isPlain("xxxxxx", 5));
    }

    @Test
    void cutsOnlyWhatIsTooLongOnceItIsEscaped() {
        assertEquals("\\n\\n", LogText.escape("\n\n", 4));
        assertEquals("\\n… (2 characters)", LogText.escape("\n\n", 3));
    }

    @Test
    void cutsNeitherAnEscapeNorAPairInHalf() {
        assertEquals("abc… (5 characters)", LogText.escape("abc" + SMILE, 4));
        assertEquals("abc" + SMILE, LogText.escape("abc" + SMILE, 5));
        assertEquals("abc… (4 characters)", LogText.escape("abc\u001B", 8));
        assertEquals("abc\\u001B", LogText.escape("abc\u001B", 9));
        assertEquals("… (2 characters)", LogText.escape(Character.toString(0xE0001), 11));
    }

    /// The texts of three of these characters each have different escaped forms.
    @Test
    void isUnambiguous() {
        String[] parts = {"\\", "n", "\n", "u000A", "\u2028", "u2028", "r", "\r", "t", "\t", "u"};
        Map<String, String> originals = new HashMap<>();

        for (String first : parts) {
            for (String second : parts) {
                for (String third : parts) {
                    String text = first + second + third;
                    String other = originals.put(LogText.escape(text, MAX), text);
                    assertTrue(other == null || other.equals(text), () -> text + other);
                }
            }
        }
    }

    @Test
    void leavesNothingUnseenInAnyText() {
        var random = new Random(4);

        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            int max = random.nextInt(40);

            String escaped = LogText.escape(text.toString(), max);

            assertTrue(LogText.isPlain(escaped.replace("\\", ""), MAX * 2), escaped);
            String kept = escaped.replaceFirst("… \\(\\d+ characters\\)$", "");
            assertTrue(kept.length() <= max || escaped.equals(text.toString()), escaped);
        }
    }

    /// An hour of work, were it not so.
    @Test
    void takesNoLongerForALongerText() {
        String long4 = "\n".repeat(4 * 1_048_576);

        int total = 0;
        for (int i = 0; i < 1_000_000; i++) {
            total += LogText.escape(long4, 8).length();
        }

        assertEquals(1_000_000 * "\\n\\n\\n\\n… (4194304 characters)".length(), total);
    }
}
