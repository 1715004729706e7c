package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x",
                "a\nb",
                "a\rb",
                "a\0b",
                "a\u007fb",
                "a\u2028b",
                "\u010a",
                "a\u000bb"
            })
    void valueCannotHoldALineEndOrControl(String value) {
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> Response.OK.withField("A", value));

        assertTrue(refused.getMessage().chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A:", "A\r\nB", "\u00e4", "(A)", "\u0141"})
    void nameIsAToken(String name) {
        assertThrows(IllegalArgumentException.class, () -> Response.OK.withField(name, "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length", "transfer-encoding", "Connection", "DATE", "Keep-Alive"})
    void whatTheServerKnowsIsItsOwn(String name) {
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> Response.OK.withField(name, "1"));

        assertEquals("field " + name + " is set by the server alone", refused.getMessage());
    }

    @Test
    void statusIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> Response.of(199));
        assertThrows(IllegalArgumentException.class, () -> Response.of(600));
        assertThrows(IllegalArgumentException.class, () -> new HttpException(399, "no error"));
    }
}
