package io.heddle.loadtest.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReplyParserTest {
    private static final String PLAIN =
            "HTTP/1.1 200 OK\r\ncOnTeNt-LeNgTh:  5 \r\nSTAMP: 00000002000000fF\r\n\r\nhello";
    // RFC 9112, section 7.1: chunks, with an extension and a trailer.
    private static final String CHUNKED =
            """
            HTTP/1.1 503 Busy\r
            Transfer-Encoding: Chunked\r
            Connection: foo, Close\r
            \r
            5;a=b\r
            hello\r
            00A\r
            0123456789\r
            0\r
            Some: trailer\r
            \r
            """;
    private static final String INTERIM =
            "HTTP/1.1 100 Continue\r\nStamp: 1\r\n\r\nHTTP/1.1 103 Early\r\n\r\n" + PLAIN;
    private static final String NO_CONTENT = "HTTP/1.1 204 \r\n\r\n";
    private static final String OLD =
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n";

    @Test
    void readsRepliesHoweverTheyAreSplit() throws IOException {
        var all = PLAIN + CHUNKED + INTERIM + NO_CONTENT + OLD;
        var expected =
                List.of(
                        "200 persistent 2000000ff hello",
                        "503 last -1 hello0123456789",
                        "200 persistent 2000000ff hello",
                        "204 persistent -1 ",
                        "200 persistent -1 ");

        for (int first = 0; first <= all.length(); first++) {
            assertEquals(expected, replies(all.substring(0, first), all.substring(first)));
        }
        assertEquals(expected, replies(all.split("")));
    }

    @Test
    void endsABodyWithoutLengthWithItsConnection() throws IOException {
        var parser = new HttpReplyParser("stamp");
        var body = new ByteArrayOutputStream();

        assertFalse(parser.parse(bytes("HTTP/1.1 200 OK\r\n\r\nhel"), piece -> add(piece, body)));
        assertFalse(parser.parse(bytes("lo"), piece -> add(piece, body)));
        assertTrue(parser.end());

        assertEquals("hello", body.toString(StandardCharsets.US_ASCII));
        assertEquals(5, parser.bodyBytes());
        assertFalse(parser.isPersistent());
    }

    @Test
    void doesNotTakeATornReplyForAWholeOne() throws IOException {
        for (int length = 0; length < PLAIN.length(); length++) {
            var parser = new HttpReplyParser("stamp");

            assertFalse(parser.parse(bytes(PLAIN.substring(0, length)), piece -> {}));
            assertFalse(parser.end(), () -> "torn " + parser);
            assertEquals(length == 0, parser.isBetweenReplies());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "HTTP/2.0 200 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 099 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n",
                "HTTP/1.1 200 OK\r\n folded\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
            })
    void refusesWhatIsNotHttp(String reply) {
        assertThrows(ProtocolException.class, () -> replies(reply));
        assertThrows(ProtocolException.class, () -> replies(reply.split("")));
    }

    @Test
    void refusesHeadersWithoutEnd() {
        var line = "X: " + "y".repeat(1021);
        var head = "HTTP/1.1 200 OK\r\n" + (line + "\r\n").repeat(63);

        var longLine = "HTTP/1.1 200 OK\r\nX: " + "y".repeat(HttpReplyParser.MAX_HEADER_BYTES);
        var interim = "HTTP/1.1 100 Continue\r\n\r\n".repeat(3_000);

        assertEquals(1, assertReplies(head + "Content-Length: 0\r\n\r\n"));
        for (var endless : List.of(head + (line + "\r\n").repeat(2), longLine, interim)) {
            var failure = assertThrows(ProtocolException.class, () -> replies(endless));
            assertEquals("headers of more than 65,536 bytes", failure.getMessage());
        }
    }

    private static int assertReplies(String bytes) {
        try {
            return replies(bytes).size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> replies(String... pieces) throws IOException {
        var parser = new HttpReplyParser("stamp");
        var body = new ByteArrayOutputStream();
        var replies = new ArrayList<String>();
        for (var piece : pieces) {
            var in = bytes(piece);
            while (parser.parse(in, part -> add(part, body))) {
                assertEquals(body.size(), parser.bodyBytes());
                replies.add(
                        "%d %s %s %s"
                                .formatted(
                                        parser.status(),
                                        parser.isPersistent() ? "persistent" : "last",
                                        parser.watchedAsHex(-1) == -1
                                                ? "-1"
                                                : Long.toHexString(parser.watchedAsHex(-1)),
                                        body.toString(StandardCharsets.US_ASCII)));
                body.reset();
            }
            assertFalse(in.hasRemaining());
        }
        return replies;
    }

    private static void add(ByteBuffer piece, ByteArrayOutputStream body) {
        while (piece.hasRemaining()) {
            body.write(piece.get());
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
