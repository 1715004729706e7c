package io.heddle.http.form;

import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import io.heddle.http.ContentException;
import io.heddle.http.HttpHandler;
import io.heddle.http.HttpServers;
import io.heddle.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Content of type `multipart/form-data` ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578), [RFC
/// 2046 §5.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1)).
class MultipartTest {

    private static final MultipartLimits LIMITS = MultipartLimits.DEFAULT;
    private static final String A = "Content-Disposition: form-data; name=a\n\n";

    private static final String FORM =
            """
            what nobody reads
            --b
            Content-Disposition: form-data; name="a"

            one\r--b\r
            --
            --b \t
            content-type: image/png
            CONTENT-DISPOSITION: form-data; filename="x\\"y.png"; name=file

            \0\1\r\r

            --b
            Content-Disposition: form-data; name=empty

            --b
            Content-Disposition: form-data; name=none


            --b--
            --b
            what nobody reads\
            """;

    private static Parts parts(String text) throws Exception {
        return Parts.of(LIMITS, wire(text));
    }

    private static String failure(MultipartLimits limits, String text) throws Exception {
        return Parts.of(limits, wire(text)).failure();
    }

    @Test
    void partsAreWhatStandsBetweenBoundaries() throws Exception {
        Parts parts = parts(FORM);

        assertEquals(
                List.of(
                        "a null text/plain [one\r--b\r\r\n--]",
                        "file x\"y.png image/png [\0\1\r\r\r\n]",
                        "empty null text/plain []",
                        "none null text/plain []"),
                parts.parts());
        assertEquals("", parts.failure());
    }

    @Test
    void splitAnywhereTheyAreTheSame() throws Exception {
        byte[] bytes = wire(FORM);
        Parts whole = Parts.of(LIMITS, bytes);

        for (int end = 0; end <= bytes.length; end++) {
            assertEquals(whole, Parts.of(LIMITS, MemoryConnection.split(bytes, end)));
        }
        assertEquals(whole, Parts.of(LIMITS, MemoryConnection.oneByOne(bytes)));
    }

    @Test
    void cutAnywhereItIsMalformed() throws Exception {
        byte[] bytes = wire(FORM);
        int whole = new String(bytes, ISO_8859_1).indexOf("--b--") + "--b--".length();

        for (int end = 0; end < whole; end++) {
            Parts parts = Parts.of(LIMITS, Arrays.copyOf(bytes, end));
            assertTrue(parts.failure().startsWith("400 "), parts::toString);
        }
        assertEquals("", Parts.of(LIMITS, Arrays.copyOf(bytes, whole)).failure());
    }

    @Test
    void boundaryMayBeTheFirstThing() throws Exception {
        assertEquals(List.of("a null text/plain [1]"), parts("--b\n" + A + "1\n--b--\n").parts());
        assertEquals(List.of(), parts("--b--").parts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--bc\n",
                "x--b--\n",
                "--b\n\n1\n--b--\n",
                "--b\nX: y\n\n1\n--b--\n",
                "--b\nContent-Disposition: attachment; name=a\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=a; name=b\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=\"a\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=a\n folded\n\n1\n--b--\n",
                "--b\nContent-Disposition : form-data; name=a\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=a\0\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=a\r\n\n1\n--b--\n",
                "--b\nX: 1\nX: 2\nContent-Disposition: form-data; name=a\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=\u00ff\n\n1\n--b--\n",
                "--b\nContent-Disposition: form-data; name=a\n\n1\n--b-",
                "--b\nContent-Disposition: form-data; name=a\n\n1\n--bb\n\n--b--",
                "--b\nContent-Disposition: form-data; name=a\n\n1\n--b--x",
            })
    void whatIsMalformedIs400(String text) throws Exception {
        String failure = failure(LIMITS, text);

        assertTrue(failure.startsWith("400 "), failure);
    }

    @Test
    void lineFeedAloneEndsNoLine() throws Exception {
        byte[] bytes = ("--b\n" + A + "1\n--b--\n").getBytes(ISO_8859_1);

        assertTrue(Parts.of(LIMITS, bytes).failure().startsWith("400 "));
    }

    @Test
    void encodedPartIs415() throws Exception {
        String encoded = "--b\nContent-Transfer-Encoding: base64\n" + A + "MQ==\n--b--\n";

        assertEquals("415 the content of a part is encoded", failure(LIMITS, encoded));
        assertEquals("", failure(LIMITS, encoded.replace("base64", "8Bit")));
    }

    @Test
    void whatIsBeyondALimitIs413() throws Exception {
        String two = "--b\n" + A + "1234\n--b\n" + A + "1234\n--b--\n";
        String longHead = "--b\nX: " + "y".repeat(100) + "\n" + A + "1\n--b--\n";
        String endlessHead = "--b\nX: " + "y".repeat(20_000);
        String preamble = "x".repeat(65) + "\n--b--\n";
        String epilogue = "--b--\n" + "x".repeat(65);

        assertEquals("", failure(LIMITS.withParts(2).withPart(4), two));
        assertEquals("413 the form has more than 1 parts", failure(LIMITS.withParts(1), two));
        assertEquals("413 a part has more than 3 bytes", failure(LIMITS.withPart(3), two));
        for (String text : List.of(longHead, endlessHead)) {
            assertEquals(
                    "413 the head of a part has more than 64 bytes",
                    failure(LIMITS.withHead(64), text));
        }
        assertEquals(
                "413 the form has more than 64 bytes before its parts",
                failure(LIMITS.withHead(64), preamble));
        assertEquals(
                "413 the form has more than 64 bytes behind its parts",
                failure(LIMITS.withHead(64), epilogue));
        assertThrows(IllegalArgumentException.class, () -> LIMITS.withHead(63));
    }

    @Test
    void largeFilesComeThroughAsTheyAre() throws Exception {
        var content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(wire("--b\n" + A));
        bytes.writeBytes(content);
        bytes.writeBytes(wire("\n--b\n" + A + "2\n--b--\n"));
        var input = new ByteArrayInputStream(bytes.toByteArray());

        var multipart = new Multipart(input, Delimiter.of("b"), LIMITS);
        Part first = multipart.next();
        assertNotNull(first);
        assertArrayEquals(content, first.content().readAllBytes());
        Part second = multipart.next();
        assertNotNull(second);
        assertEquals("2", second.text(1));
        assertNull(multipart.next());
        assertNull(multipart.next());
    }

    @Test
    void partThatNobodyReadIsDropped() throws Exception {
        String text = "--b\n" + A + "x".repeat(100_000) + "\n--b\n" + A + "2\n--b--\n";
        var multipart =
                new Multipart(new ByteArrayInputStream(wire(text)), Delimiter.of("b"), LIMITS);

        Part first = multipart.next();
        assertNotNull(first);
        assertEquals('x', first.content().read());
        Part second = multipart.next();

        assertNotNull(second);
        assertThrows(IllegalStateException.class, () -> first.content().read());
        assertEquals("2", second.text(10));
    }

    @Test
    void textIsBoundAndInUtf8() throws Exception {
        String text = "--b\n" + A + "12\n--b\n" + A + "\u00ff\n--b--\n";
        var multipart =
                new Multipart(new ByteArrayInputStream(wire(text)), Delimiter.of("b"), LIMITS);

        Part first = multipart.next();
        assertNotNull(first);
        var tooLong = assertThrows(ContentException.class, () -> first.text(1));
        Part second = multipart.next();
        assertNotNull(second);
        var malformed = assertThrows(ContentException.class, () -> second.text(10));

        assertEquals(413, tooLong.status());
        assertEquals(400, malformed.status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "multipart/form-data; boundary=b | 200",
                "Multipart/Form-Data; charset=x; Boundary=\"b\" | 200",
                "multipart/form-data | 400",
                "multipart/form-data; boundary= | 400",
                "multipart/form-data; boundary=b; boundary=c | 400",
                "multipart/form-data; boundary=\"b \" | 400",
                "multipart/form-data; boundary=b$ | 400",
                "multipart/mixed; boundary=b | 415",
                "application/x-www-form-urlencoded | 415",
            })
    void typeSaysTheBoundary(String type, String status) throws Exception {
        HttpHandler handler =
                request -> Response.text(Parts.read(Multipart.of(request)).toString());
        byte[] request =
                wire(
                        """
                        POST / HTTP/1.1
                        Host: a
                        Content-Type: %s
                        Content-Length: 7

                        --b--
                        """
                                .formatted(type));

        assertEquals(status, HttpServers.statuses(HttpServers.served(handler, request)));
    }

    @Test
    void boundaryHasOneToSeventyCharacters() throws Exception {
        assertEquals(74, Delimiter.of("x".repeat(70)).length());
        assertEquals(5, Delimiter.of("'").length());
        assertThrows(ContentException.class, () -> Delimiter.of("x".repeat(71)));
        assertThrows(ContentException.class, () -> Delimiter.of("a\rb"));
        assertThrows(ContentException.class, () -> Delimiter.of("ü"));
    }

    @Test
    void failureOfTheFormIsTheAnswer() throws Exception {
        HttpHandler handler =
                request -> {
                    Multipart form = Multipart.of(request);
                    Part part = form.next();
                    return Response.text(part == null ? "" : part.text(10));
                };
        String head =
                "POST / HTTP/1.1\nHost: a\nContent-Type: multipart/form-data; boundary=b\n"
                        + "Content-Length: ";

        String answer = HttpServers.served(handler, wire(head + "3\n\n--x")).replace("\r\n", "\n");

        assertEquals("400", HttpServers.statuses(answer.replace("\n", "\r\n")));
        assertTrue(
                answer.endsWith("\n\nthe form is malformed: it ends before its last boundary\n"),
                answer);
    }

    @Test
    void namesHaveWhatBrowsersEncode() throws Exception {
        String text =
                """
                --b
                Content-Disposition: form-data; name="ü%22%0D%0A%41"; filename="c:\\a\\b"

                1
                --b--
                """;
        byte[] bytes = text.replace("\n", "\r\n").getBytes(UTF_8);

        assertEquals(
                List.of("ü\"\r\n%41 c:\\a\\b text/plain [1]"), Parts.of(LIMITS, bytes).parts());
    }
}
