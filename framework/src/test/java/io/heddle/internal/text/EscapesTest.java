package io.heddle.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EscapesTest {

    @Test
    void whatMovesTheCursorIsEscaped() {
        assertEquals(
                "\\u001b[2J\\u000a\\u0007\\u009b", Escapes.readable("\u001b[2J\n\u0007\u009b"));
    }

    @Test
    void whatCannotBeSeenIsEscaped() {
        assertEquals(
                "\\u202e\\u200b\\u2028\\ud800\\udb40\\udc41",
                Escapes.readable("\u202e\u200b\u2028\ud800\udb40\udc41"));
    }

    @Test
    void backslashIsDoubledSoThatNothingLooksEscapedThatIsNot() {
        assertEquals("\\\\u001b", Escapes.readable("\\u001b"));
    }

    @Test
    void lettersOfAllKindsStay() {
        assertEquals("Grüße \"世界\" 🐈", Escapes.readable("Grüße \"世界\" 🐈"));
    }

    @Test
    void quotesAreEscapedInJson() {
        assertEquals("\"say \\\"hi\\\" \\\\ \\u0000\"", Escapes.json("say \"hi\" \\ \u0000"));
    }
}
