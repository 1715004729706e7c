package io.heddle.http;

import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The writer of an answer may read the request's content as it writes.
class StreamedBothWaysTest {

    private static final HttpHandler SHOUTING =
            request ->
                    Response.stream(
                            "text/plain",
                            output -> {
                                var some = new byte[16];
                                for (int count = request.content().read(some);
                                        count > 0;
                                        count = request.content().read(some)) {
                                    String text = new String(some, 0, count, ISO_8859_1);
                                    output.write(
                                            text.toUpperCase(Locale.ROOT).getBytes(ISO_8859_1));
                                    output.flush();
                                }
                            });

    @Test
    void partOfTheAnswerComesBeforeTheRestOfTheContent() throws Exception {
        try (var server = HttpServers.start(SHOUTING);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n3\nabc\n"));
            String begin = until(peer, "3\r\nABC\r\n");

            peer.send(wire("2\nde\n0\n\nGET / HTTP/1.1\nHost: a\n\n"));
            String end = until(peer, "2\r\nDE\r\n0\r\n\r\n");
            String next = until(peer, "\r\n\r\n0\r\n\r\n");

            assertTrue(begin.startsWith("HTTP/1.1 200 OK\r\n"), begin);
            assertTrue(!begin.contains("Connection: close"), begin);
            assertEquals("2\r\nDE\r\n0\r\n\r\n", end);
            assertTrue(next.startsWith("HTTP/1.1 200 OK\r\n"), next);
        }
    }

    @Test
    void leaveToSendComesBeforeTheAnswer() throws Exception {
        try (var server = HttpServers.start(SHOUTING);
                var peer = TestPeer.connect(server.server())) {
            peer.send(
                    wire("POST / HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 3\n\n"));
            String leave = until(peer, "\r\n\r\n");
            peer.send(wire("abc"));

            String answer = until(peer, "\r\n0\r\n\r\n");

            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", leave);
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertTrue(answer.contains("ABC"), answer);
        }
    }

    @Test
    void contentThatNobodyReadsIsDroppedBehindTheAnswer() throws Exception {
        HttpHandler brief = _ -> Response.stream("text/plain", output -> output.write('x'));

        String answers =
                HttpServers.served(
                        brief,
                        wire(
                                "POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\nabc"
                                        + "GET / HTTP/1.1\nHost: a\n\n"));

        assertEquals("200 200", HttpServers.statuses(answers));
    }

    private static String until(TestPeer peer, String end) throws Exception {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append(new String(peer.receive(1), ISO_8859_1));
        }
        return text.toString();
    }
}
