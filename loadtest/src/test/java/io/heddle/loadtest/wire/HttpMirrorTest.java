package io.heddle.loadtest.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

class HttpMirrorTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    POST, /echo,            ECHO,    0,        0
                    GET,  /echo?n=1,        ECHO,    0,        0
                    POST, /delay/65535,     DELAY,   65535,    0
                    POST, /burn/0,          BURN,    0,        0
                    GET,  /bytes/67108864,  BYTES,   67108864, 0
                    HEAD, /bytes/7,         BYTES,   7,        0
                    POST, /sink,            SINK,    0,        0
                    POST, /backend/255/100, BACKEND, 100,      255
                    """)
    void readsOperation(String method, String uri, OperationKind kind, int argument, int calls) {
        var call = HttpMirror.parse(method, uri);

        assertEquals(new HttpCall(200, kind, argument, calls, "application/octet-stream"), call);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    GET,    /,                  404
                    GET,    /nothing,           404
                    GET,    /echo/1,            404
                    GET,    /backend/1,         404
                    DELETE, /echo,              404
                    GET,    /delay/,            400
                    GET,    /delay/65536,       400
                    GET,    /delay/-1,          400
                    GET,    /burn/1x,           400
                    GET,    /bytes/9999999999,  400
                    GET,    /backend/256/1,     400
                    GET,    /backend/1/2/3,     400
                    GET,    /bytes/67108865,    413
                    """)
    void refusesWhatItDoesNotKnow(String method, String uri, int status) {
        var call = HttpMirror.parse(method, uri);

        assertEquals(status, call.status());
        assertEquals(0, call.answer(new byte[3]).length);
    }

    @ParameterizedTest
    @CsvSource({"67108864, false", "67108865, true", "99999999999999999999, true", "abc, false"})
    void refusesBodyThatIsAnnouncedAsTooLarge(String contentLength, boolean refused) {
        assertEquals(refused, HttpMirror.parse("POST", "/echo", contentLength).isTooLarge());
    }

    @Test
    void answersWithBodyWhereItComesBack() {
        var body = new byte[] {1, 2, 3};

        assertSame(body, HttpMirror.parse("POST", "/echo").answer(body));
        assertSame(body, HttpMirror.parse("POST", "/backend/1/1").answer(body));
        assertEquals(0, HttpMirror.parse("POST", "/sink").answer(body).length);
    }

    @Test
    void answersWithAsManyBytesAsAreAskedFor() {
        var three = HttpMirror.parse("GET", "/bytes/3");

        assertArrayEquals(new byte[] {0, 1, 2}, three.answer(new byte[9]));
        assertEquals(300, HttpMirror.parse("GET", "/bytes/300").answer(new byte[0]).length);
        assertArrayEquals(new byte[] {0, 1, 2}, three.answer(new byte[9]));
        assertEquals(3, three.answerBytes(9));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAINTEXT, text/plain, 13",
        "JSON, application/json, 1024",
        "FILE, application/octet-stream, 1048576"
    })
    void hasAnswersThatAreAlwaysTheSame(OperationKind kind, String type, int bytes) {
        var call = HttpMirror.parse("GET", HttpMirror.pathOf(kind));

        assertEquals(new HttpCall(200, kind, bytes, 0, type), call);
        assertEquals(bytes, call.answerBytes(7));
        assertArrayEquals(HttpMirror.answerTo(kind), call.answer(new byte[7]));
        assertEquals(bytes, HttpMirror.answerTo(kind).length);
    }

    @Test
    void theJsonIsJson() {
        var list = new ObjectMapper().readTree(HttpMirror.answerTo(OperationKind.JSON));

        assertEquals("entry 3", list.get(3).get("name").asString());
    }

    @Test
    void theFileHoldsWhatTheOthersHaveInMemory() throws IOException {
        assertArrayEquals(
                HttpMirror.answerTo(OperationKind.FILE), Files.readAllBytes(ServedFile.path()));
    }

    @Test
    void greetsInPlainText() {
        var call = HttpMirror.parse("GET", "/plaintext");

        assertEquals("text/plain", call.contentType());
        assertEquals(
                "Hello, World!", new String(call.answer(new byte[0]), StandardCharsets.US_ASCII));
    }

    @Test
    void tellsDateAsHttpDoes() {
        assertTrue(
                HttpDate.now()
                        .matches(
                                "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"),
                HttpDate.now());
    }
}
