package io.heddle.loadtest.report.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.report.text.Style.Colours;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {
    @Test
    void usesColoursOnTerminalsUnlessTheEnvironmentAsksForNone() {
        assertTrue(Style.of(Colours.AUTO, true, Map.of("NO_COLOR", ""), UTF_8).colours());
        assertFalse(Style.of(Colours.AUTO, true, Map.of("NO_COLOR", "1"), UTF_8).colours());
        assertFalse(Style.of(Colours.AUTO, true, Map.of("TERM", "dumb"), UTF_8).colours());
        assertFalse(Style.of(Colours.AUTO, false, Map.of(), UTF_8).colours());
        assertTrue(Style.of(Colours.ALWAYS, false, Map.of("NO_COLOR", "1"), UTF_8).colours());
        assertFalse(Style.of(Colours.NEVER, true, Map.of(), UTF_8).colours());
    }

    @Test
    void fallsBackToAscii() {
        assertTrue(Style.of(Colours.AUTO, true, Map.of(), UTF_8).unicode());
        assertFalse(Style.of(Colours.AUTO, true, Map.of(), ISO_8859_1).unicode());
        assertEquals("netty' +/-3 us -> ?", Style.PLAIN.shown("netty′ ±3 µs → 字"));
        assertEquals("netty′ ±3 µs → ?", Style.PLAIN.withUnicode().shown("netty′ ±3 µs → 字"));
    }

    @Test
    void letsNoControlCharacterThrough() {
        assertEquals("a?[31mb c", Style.PLAIN.withUnicode().shown("a\u001b[31mb\nc"));
    }

    @Test
    void refusesWidthsThatHoldNothing() {
        var failure = assertThrows(IllegalArgumentException.class, () -> Style.PLAIN.withWidth(39));

        assertEquals("width must be at least 40, was 39", failure.getMessage());
    }
}
