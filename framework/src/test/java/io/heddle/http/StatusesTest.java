package io.heddle.http;

import static io.heddle.http.HttpServers.statuses;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ConnectionHandler;
import io.heddle.Deadline;
import io.heddle.TestPeer;
import io.heddle.Timeouts;
import io.heddle.WorkLimit;
import io.heddle.WorkLimitConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each status by which a server refuses something, and what leads to it.
class StatusesTest {

    private static final String POST = "POST /json HTTP/1.1\nHost: a\n";

    private static final ConnectionHandler SPOKEN = _ -> {};

    private static final HttpHandler HANDLER =
            Router.EMPTY
                    .get("/", _ -> Response.OK)
                    .get("/chat", _ -> Response.upgrade("chat", SPOKEN))
                    .get("/late", _ -> late())
                    .get("/deep", _ -> deep(1))
                    .get(
                            "/other",
                            _ -> {
                                throw new HttpException(421, "not here");
                            })
                    .post(
                            "/json",
                            request -> {
                                request.requireLength();
                                request.requireType("application/json", "text/json");
                                return Response.bytes(
                                        "text/plain", request.content().readAllBytes());
                            });

    private static Response late() throws Exception {
        return Deadline.<Response, Exception>within(Duration.ofMillis(10), StatusesTest::never);
    }

    private static Response never() throws Exception {
        while (true) {
            Deadline.parkNanos("a wait", Long.MAX_VALUE);
        }
    }

    /// Never returns: the stack ends first.
    private static Response deep(int calls) {
        return calls > 0 ? deep(Math.max(1, calls + 1)) : Response.OK;
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("200", "GET / HTTP/1.1\nHost: a\n\n", ""),
                Arguments.of("400", "GET / HTTP/1.1\n\n", "Connection: close"),
                Arguments.of("404", "GET /x HTTP/1.1\nHost: a\n\n", ""),
                Arguments.of("405", "POST / HTTP/1.1\nHost: a\n\n", "Allow: GET, HEAD"),
                Arguments.of("411", POST + "Transfer-Encoding: chunked\n\n0\n\n", ""),
                Arguments.of("413", POST + "Content-Length: 99999999999\n\n", "Connection: close"),
                Arguments.of("414", "GET /" + "a".repeat(9000), "Connection: close"),
                Arguments.of(
                        "415",
                        POST + "Content-Length: 1\nContent-Type: a/b\n\nx",
                        "Accept: application/json, text/json"),
                Arguments.of(
                        "415",
                        POST
                                + "Content-Length: 1\nContent-Encoding: gzip\n"
                                + "Content-Type: text/json\n\nx",
                        "Accept-Encoding: identity"),
                Arguments.of("415", POST + "Content-Length: 1\n\nx", "Accept: "),
                Arguments.of(
                        "200",
                        POST
                                + "Content-Length: 1\n"
                                + "Content-Type: Application/JSON ;charset=utf-8\n\nx",
                        ""),
                Arguments.of("417", POST + "Expect: the worst\n\n", "Connection: close"),
                Arguments.of("421", "GET /other HTTP/1.1\nHost: a\n\n", ""),
                Arguments.of("426", "GET /chat HTTP/1.1\nHost: a\n\n", "Upgrade: chat"),
                Arguments.of(
                        "431",
                        "GET / HTTP/1.1\nHost: a\nA: " + "b".repeat(33_000) + "\n\n",
                        "Connection: close"),
                Arguments.of("500", "GET /late HTTP/1.1\nHost: a\n\n", ""),
                Arguments.of("500", "GET /deep HTTP/1.1\nHost: a\n\n", "Connection: close"),
                Arguments.of("501", "CONNECT a:1 HTTP/1.1\nHost: a\n\n", "Connection: close"),
                Arguments.of("505", "GET / HTTP/2.0\nHost: a\n\n", "Connection: close"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isReached(String status, String request, String field) throws Exception {
        try (var server = HttpServers.start(HANDLER);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(request)).halfClose();

            String answer = new String(peer.receiveAll(), ISO_8859_1);

            assertEquals(status, statuses(answer), answer);
            assertTrue(answer.contains("\r\n" + field), answer);
        }
    }

    @Test
    void tooManyAtOnceAreToldToComeBack() throws Exception {
        var limit = new WorkLimit("requests", WorkLimitConfig.fixed(1));
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        HttpHandler slow =
                _ -> {
                    begun.countDown();
                    release.await();
                    return Response.OK;
                };
        try (var server = HttpServers.start(Filter.limitedBy(limit).around(slow));
                var first = TestPeer.connect(server.server());
                var second = TestPeer.connect(server.server())) {
            first.send(wire("GET / HTTP/1.1\nHost: a\nConnection: close\n\n"));
            begun.await();
            second.send(wire("GET / HTTP/1.1\nHost: a\nConnection: close\n\n"));

            String refused = new String(second.receiveAll(), ISO_8859_1);
            release.countDown();
            String served = new String(first.receiveAll(), ISO_8859_1);

            assertEquals("503", statuses(refused));
            assertTrue(refused.contains("Retry-After: 1\r\n"), refused);
            assertEquals("200", statuses(served));
        }
    }

    @Test
    void handlerWhoseTimeIsOverIsAnsweredFor() throws Exception {
        HttpConfig config = HttpServers.config();
        var limited =
                config.withServer(
                        config.server()
                                .withTimeouts(Timeouts.DEFAULT.withHandler(Duration.ofSeconds(1))));
        try (var server = HttpServer.start(limited, _ -> never());
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire("GET / HTTP/1.1\nHost: a\n\n"));

            String answer = new String(peer.receiveAll(), ISO_8859_1);

            assertEquals("503", statuses(answer));
            assertTrue(answer.contains("Connection: close\r\n"), answer);
        }
    }
}
