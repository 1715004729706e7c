package io.heddle.http;

import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.MemoryConnection;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is served and what is refused, by what stands on the wire; the same whole, byte by byte,
/// and in any other pieces.
class StrictHeadTest {

    private static final int SPLITS = 20;

    /// Served, and followed by another request, unless the status is one of a refusal.
    private static Stream<Arguments> requests() {
        String host = "Host: a\r\n";
        return Stream.of(
                // RFC 9112 section 3: the request line
                of("200", "GET / HTTP/1.1\r\n" + host),
                of("200", "GET /a?b=c&d HTTP/1.1\r\n" + host),
                of("200", "\r\nGET / HTTP/1.1\r\n" + host),
                of("400", "\r\n\r\nGET / HTTP/1.1\r\n" + host),
                of("200", "OPTIONS * HTTP/1.1\r\n" + host),
                of("400", "GET * HTTP/1.1\r\n" + host),
                of("200", "GET http://b/c HTTP/1.1\r\n" + host),
                of("200", "GET http://b HTTP/1.1\r\n" + host),
                of("400", "GET http:///c HTTP/1.1\r\n" + host),
                of("400", "GET ftp://b/c HTTP/1.1\r\n" + host),
                of("400", "GET b HTTP/1.1\r\n" + host),
                of("501", "CONNECT b:443 HTTP/1.1\r\n" + host),
                of("501", "CONNECT / HTTP/1.1\r\n" + host),
                of("200", "BREW / HTTP/1.1\r\n" + host),
                of("501", "B".repeat(33) + " / HTTP/1.1\r\n" + host),
                of("400", " GET / HTTP/1.1\r\n" + host),
                of("400", "GET  / HTTP/1.1\r\n" + host),
                of("400", "GET /  HTTP/1.1\r\n" + host),
                of("400", "GET\t/ HTTP/1.1\r\n" + host),
                of("400", "G@T / HTTP/1.1\r\n" + host),
                of("400", "GET /\u00e4 HTTP/1.1\r\n" + host),
                of("400", "GET /a\0b HTTP/1.1\r\n" + host),
                of("400", "GET /a#b HTTP/1.1\r\n" + host),
                of("400", "GET /%zz HTTP/1.1\r\n" + host),
                of("400", "GET /%4 HTTP/1.1\r\n" + host),
                of("400", "GET /%00 HTTP/1.1\r\n" + host),
                of("200", "GET /%41 HTTP/1.1\r\n" + host),
                of("400", "GET /../a HTTP/1.1\r\n" + host),
                of("400", "GET /a/%2e%2E/b HTTP/1.1\r\n" + host),
                of("200", "GET /a..b HTTP/1.1\r\n" + host),
                of("400", "GET /\r\n" + host),
                of("400", "GET / \r\n" + host),
                of("400", "GET / http/1.1\r\n" + host),
                of("400", "GET / HTTP/1.1 \r\n" + host),
                of("400", "GET / HTTP/11\r\n" + host),
                of("400", "GET / HTTP/1.10\r\n" + host),
                of("505", "GET / HTTP/2.0\r\n" + host),
                of("505", "GET / HTTP/0.9\r\n" + host),
                of("200", "GET / HTTP/1.2\r\n" + host),
                of("414", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + host),
                // RFC 9112 section 2.2: line ends
                of("400", "GET / HTTP/1.1\n" + host),
                of("400", "GET / HTTP/1.1\r\nHost: a\n"),
                of("400", "GET / HTTP/1.1\r\nHost: a\rb\r\n"),
                // RFC 9112 section 5: fields
                of("400", "GET / HTTP/1.1\r\n " + host),
                of("400", "GET / HTTP/1.1\r\n" + host + " folded\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + "A : b\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + ": b\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + "A\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + "A(): b\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + "A: b\0c\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + "A: b\u0001c\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + "A: b\u007fc\r\n"),
                of("200", "GET / HTTP/1.1\r\n" + host + "Abc:\r\n"),
                of("200", "GET / HTTP/1.1\r\n" + host + "A: \t b\tc \u00e4 \t\r\n"),
                of("431", "GET / HTTP/1.1\r\n" + host + "A: b\r\n".repeat(100)),
                of("431", "GET / HTTP/1.1\r\n" + host + "A: " + "b".repeat(33_000) + "\r\n"),
                // RFC 9112 section 3.2: host
                of("400", "GET / HTTP/1.1\r\n"),
                of("400", "GET / HTTP/1.1\r\n" + host + host),
                of("400", "GET / HTTP/1.1\r\nHost: a/b\r\n"),
                of("400", "GET / HTTP/1.1\r\nHost: a b\r\n"),
                of("200", "GET / HTTP/1.1\r\nHost:\r\n"),
                of("200", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n"),
                // RFC 9112 section 6: length
                of("200", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length:\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length: +1\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x1\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1, 1\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1 1\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n".repeat(2)),
                of("413", "POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999\r\n"),
                of(
                        "413",
                        "POST / HTTP/1.1\r\n"
                                + host
                                + "Content-Length: 9"
                                + "9".repeat(30)
                                + "\r\n"),
                of(
                        "400",
                        "POST / HTTP/1.1\r\n"
                                + host
                                + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
                of(
                        "400",
                        "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n".repeat(2)),
                of("400", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, chunked\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n"),
                of("400", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding:\r\n"),
                of("501", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n"),
                of("501", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n"),
                of("400", "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n"),
                of("417", "POST / HTTP/1.1\r\n" + host + "Expect: the worst\r\n"));
    }

    private static Arguments of(String status, String head) {
        return Arguments.of(status, head + "\r\n");
    }

    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

    private static String served(byte[]... pieces) throws Exception {
        return HttpServers.served(HttpServers.MIRROR, pieces);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isServedOrRefusedHoweverItComes(String status, String head) throws Exception {
        byte[] wire = (head + NEXT).getBytes(ISO_8859_1);
        String expected = status.equals("200") ? "200 200" : status;

        String whole = served(wire);

        assertEquals(expected, statuses(whole), whole);
        assertEquals(!status.equals("200"), whole.contains("Connection: close\r\n"));
        if (wire.length < 1000) {
            int[] everywhere = IntStream.range(1, wire.length).toArray();
            assertEquals(expected, statuses(served(MemoryConnection.split(wire, everywhere))));
        }
        var random = new SplittableRandom(head.hashCode());
        for (int i = 0; i < SPLITS; i++) {
            int[] ends = random.ints(5, 1, wire.length).sorted().toArray();
            assertEquals(expected, statuses(served(MemoryConnection.split(wire, ends))));
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void refusalSaysNothingThatThePeerSaid(String status, String head) throws Exception {
        String secret = head.replace("Host", "Hostsecret").replace("/ ", "/secret ");

        String answer = served(secret.getBytes(ISO_8859_1));

        if (!statuses(answer).equals("200")) {
            assertFalse(answer.contains("secret"), answer);
        }
    }
}
