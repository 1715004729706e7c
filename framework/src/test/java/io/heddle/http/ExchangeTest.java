package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.statuses;
import static io.heddle.http.HttpServers.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Requests and answers of one connection ([RFC 9112
/// §9](https://www.rfc-editor.org/rfc/rfc9112#section-9)).
class ExchangeTest {

    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void answersWithTheHeadThatTheServerKnows() throws Exception {
        String answer = served(_ -> Response.text("hi"), wire(GET));

        String date = "\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT";
        assertEquals(
                """
                HTTP/1.1 200 OK
                Content-Type: text/plain; charset=utf-8
                Content-Length: 2
                Date: now

                hi\
                """,
                answer.replace("\r\n", "\n").replaceFirst(date, "now"));
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        var all = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            all.append("GET /").append(i).append(" HTTP/1.1\nHost: a\n\n");
        }

        String answers = served(request -> Response.text(request.path()), wire(all.toString()));

        List<String> paths =
                Pattern.compile("\r\n\r\n/(\\d+)")
                        .matcher(answers)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertEquals(2000, paths.size());
        for (int i = 0; i < 2000; i++) {
            assertEquals(String.valueOf(i), paths.get(i));
        }
    }

    @Test
    void headHasTheHeadOfGetAndNoContent() throws Exception {
        String answer = served(_ -> Response.text("hello"), wire(GET.replace("GET", "HEAD") + GET));

        assertEquals("200 200", statuses(answer));
        assertEquals(2, answer.split("Content-Length: 5", -1).length - 1);
        assertEquals(1, answer.split("hello", -1).length - 1);
    }

    @Test
    void whatMayHaveNoContentSaysNoLength() throws Exception {
        String answer = served(_ -> Response.of(204), wire(GET));

        assertFalse(answer.contains("Content-Length"), answer);
    }

    @Test
    void oldPeersAreClosedUnlessTheyAskForMore() throws Exception {
        String once = served(_ -> Response.OK, wire("GET / HTTP/1.0\n\n" + GET));
        String twice =
                served(_ -> Response.OK, wire("GET / HTTP/1.0\nConnection: Keep-Alive\n\n" + GET));

        assertEquals("200", statuses(once));
        assertTrue(once.contains("Connection: close\r\n"), once);
        assertEquals("200 200", statuses(twice));
        assertTrue(twice.contains("Connection: keep-alive\r\n"), twice);
    }

    @Test
    void connectionEndsWhereThePeerSaysSo() throws Exception {
        String answer =
                served(
                        _ -> Response.OK,
                        wire("GET / HTTP/1.1\nHost: a\nConnection: x, close\n\n" + GET));

        assertEquals("200", statuses(answer));
        assertTrue(answer.contains("Connection: close\r\n"), answer);
    }

    @Test
    void streamOfUnknownLengthGoesInChunks() throws Exception {
        Response stream =
                Response.stream(
                        "text/plain",
                        output -> {
                            output.write("hello ".getBytes(StandardCharsets.UTF_8));
                            output.flush();
                            output.write("world".getBytes(StandardCharsets.UTF_8));
                        });

        String chunked = served(_ -> stream, wire(GET));
        String old = served(_ -> stream, wire("GET / HTTP/1.0\n\n"));

        assertTrue(chunked.contains("Transfer-Encoding: chunked\r\n"), chunked);
        assertEquals("6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n", body(chunked));
        assertFalse(old.contains("Transfer-Encoding"), old);
        assertEquals("hello world", body(old));
    }

    @Test
    void streamOfKnownLengthMustHaveIt() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        HttpConfig config = HttpServers.config(failures);

        served(config, _ -> Response.stream("a/b", 3, output -> output.write(1)), wire(GET));

        assertEquals("content must be 3 bytes, was 1", failures.getFirst().getMessage());
    }

    @Test
    void failureOfAHandlerIs500AndTheConnectionGoesOn() throws Exception {
        String answer =
                served(
                        request -> {
                            if (request.path().equals("/bad")) {
                                throw new IllegalStateException("secret");
                            }
                            return Response.OK;
                        },
                        wire(GET.replace("/ ", "/bad ") + GET));

        assertEquals("500 200", statuses(answer));
        assertFalse(answer.contains("secret"), answer);
    }

    @Test
    void errorThatAHandlerThrowsIsAnswered() throws Exception {
        String answer =
                served(
                        _ -> {
                            throw new HttpException(409, "taken");
                        },
                        wire(GET));

        assertEquals("409", statuses(answer));
        assertEquals("taken\n", body(answer));
    }

    @Test
    void requestIsTheCurrentOneInItsHandler() throws Exception {
        String answer = served(_ -> Response.text(Request.current().path()), wire(GET));

        assertEquals("/", body(answer));
    }

    @Test
    void contentThatNobodyReadIsSkippedOrTheConnectionEnds() throws Exception {
        String post = "POST / HTTP/1.1\nHost: a\nContent-Length: ";

        String small = served(_ -> Response.OK, wire(post + "3\n\nabc" + GET));
        String large =
                served(_ -> Response.OK, wire(post + "100000\n\n" + "a".repeat(100_000) + GET));

        assertEquals("200 200", statuses(small));
        assertEquals("200", statuses(large));
        assertTrue(large.contains("Connection: close\r\n"), large);
    }

    @Test
    void leaveIsGivenWhereTheContentIsRead() throws Exception {
        String post = "POST / HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 3\n\n";

        String read = served(HttpServers.MIRROR, wire(post), wire("abc"));
        String refused = served(_ -> Response.of(403), wire(post));

        assertTrue(read.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), read);
        assertTrue(read.endsWith("POST / abc"), read);
        assertEquals("403", statuses(refused));
        assertTrue(refused.contains("Connection: close\r\n"), refused);
    }

    @Test
    void headThatTakesTooLongIs408() throws Exception {
        HttpConfig config =
                HttpServers.config()
                        .withTimeouts(HttpTimeouts.DEFAULT.withHead(Duration.ofMillis(50)));
        try (var server = HttpServer.start(config, _ -> Response.OK);
                var peer = TestPeer.connect(server.server())) {
            peer.send("GET / HTTP/1.1\r\nHost");

            String answer = new String(peer.receiveAll(), StandardCharsets.ISO_8859_1);

            assertEquals("408", statuses(answer));
        }
    }

    @Test
    void answersWhileItStopsSayThatTheyAreTheLast() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        HttpHandler handler =
                _ -> {
                    begun.countDown();
                    release.await();
                    return Response.OK;
                };
        try (var server = HttpServer.start(HttpServers.config(), handler);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            begun.await();
            var stop = Thread.ofVirtual().start(() -> server.shutdown(Duration.ofSeconds(20)));
            eventually().until(() -> server.server().openConnections().getFirst().isDraining());

            release.countDown();

            String answer = new String(peer.receiveAll(), StandardCharsets.ISO_8859_1);
            peer.leave();
            stop.join();
            assertEquals("200", statuses(answer));
            assertTrue(answer.contains("Connection: close\r\n"), answer);
        }
    }

    @Test
    void peerThatLeavesInsideAHeadGetsNoAnswer() throws Exception {
        assertEquals("", served(_ -> Response.OK, wire("GET / HTTP/1.1\nHost")));
    }
}
