package io.heddle.http;

import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Content in chunks ([RFC 9112 §7.1](https://www.rfc-editor.org/rfc/rfc9112#section-7.1)), whole
/// and byte by byte.
class ChunkedContentTest {

    private static final String HEAD =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

    /// `|` is a line end.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "3|abc|0|| 200",
                "03|abc|0|| 200",
                "A|0123456789|000|| 200",
                "1|a|2|bc|0|| 200",
                "3;x=y|abc|0;z|| 200",
                "3|abc|0|A:b|| 200",
                "0|| 200",
                "|abc|0|| 400",
                "x|abc|0|| 400",
                "0x3|abc|0|| 400",
                "-3|abc|0|| 400",
                "3_|abc|0|| 400",
                "3|abcd|0|| 400",
                "3|ab|0|| 400",
                "3|abc0|| 400",
                "3|abc|0|A_b|| 400",
                "3|abc|0|A(:b|| 400",
                "FFFFFFFFFFFFFFFF|abc|0|| 413",
                "FFFFFFF|abc|0|| 413",
            })
    void isReadOrRefusedHoweverItComes(String chunks, String status) throws Exception {
        byte[] wire = (HEAD + chunks.replace("|", "\r\n") + NEXT).getBytes(ISO_8859_1);
        String expected = status.equals("200") ? "200 200" : status;

        assertEquals(expected, statuses(served(HttpServers.MIRROR, wire)));

        int[] everywhere = IntStream.range(1, wire.length).toArray();
        assertEquals(
                expected,
                statuses(served(HttpServers.MIRROR, MemoryConnection.split(wire, everywhere))));
    }

    @ParameterizedTest
    @CsvSource({
        "3\\nabc\\r\\n0\\r\\n\\r\\n",
        "3\\r\\nabc\\n0\\r\\n\\r\\n",
        "3 \\r\\nabc\\r\\n0\\r\\n\\r\\n"
    })
    void lineEndsAreStrict(String chunks) throws Exception {
        byte[] wire = (HEAD + chunks.translateEscapes() + NEXT).getBytes(ISO_8859_1);

        assertEquals("400", statuses(served(HttpServers.MIRROR, wire)));
    }

    @Test
    void extensionsAreBounded() throws Exception {
        String chunks = "1;" + "x".repeat(5000) + "\r\na\r\n0\r\n\r\n";

        assertEquals(
                "400", statuses(served(HttpServers.MIRROR, (HEAD + chunks).getBytes(ISO_8859_1))));
    }

    @Test
    void trailersAreThereAfterTheContent() throws Exception {
        HttpHandler handler =
                request -> {
                    request.content().readAllBytes();
                    return Response.text(request.content().trailers().first("sum") + "!");
                };

        String answer =
                served(handler, (HEAD + "1\r\na\r\n0\r\nSum: 97\r\n\r\n").getBytes(ISO_8859_1));

        assertTrue(answer.endsWith("97!"), answer);
    }

    @Test
    void endBeforeTheLastChunkIsAnError() throws Exception {
        assertEquals(
                "400",
                statuses(served(HttpServers.MIRROR, (HEAD + "3\r\nab").getBytes(ISO_8859_1))));
    }
}
