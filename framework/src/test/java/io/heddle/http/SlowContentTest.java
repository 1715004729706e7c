package io.heddle.http;

import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MinimumRate;
import io.heddle.TestPeer;
import io.heddle.Timeouts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Content that comes too slowly is refused with 408; what a handler does meanwhile is not the
/// peer's fault.
class SlowContentTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long A_WHILE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static HttpServer start(HttpTimeouts timeouts, HttpHandler handler) throws Exception {
        return HttpServer.start(HttpServers.config().withTimeouts(timeouts), handler);
    }

    private static HttpTimeouts rate(long bytes) {
        return HttpTimeouts.DEFAULT.withMinimumRate(new MinimumRate(bytes, 0, SECOND));
    }

    private static String receive(TestPeer peer) {
        return new String(peer.receiveAll(), ISO_8859_1);
    }

    @Test
    void contentThatStopsIs408() throws Exception {
        try (var server = start(rate(100), HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send(POST + "1000\r\n\r\nabc");

            String answer = receive(peer);

            assertEquals("408", statuses(answer));
            assertTrue(answer.contains("Connection: close\r\n"), answer);
            assertTrue(answer.contains("less than 100 bytes a second"), answer);
        }
    }

    @Test
    void contentThatComesTooSlowlyIs408() throws Exception {
        try (var server = start(rate(100), HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 4; i++) {
                LockSupport.parkNanos(A_WHILE_NANOS);
                peer.send("1\r\na\r\n");
            }

            assertEquals("408", statuses(receive(peer)));
        }
    }

    @Test
    void contentThatComesAtTheRateIsRead() throws Exception {
        try (var server = start(rate(10), HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send(POST + "250\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                peer.send("a".repeat(50));
                LockSupport.parkNanos(A_WHILE_NANOS);
            }

            assertEquals("200", statuses(receive(peer)));
        }
    }

    @Test
    void contentThatTakesTooLongInAllIs408() throws Exception {
        HttpTimeouts timeouts = HttpTimeouts.DEFAULT.withContent(Duration.ofMillis(500));
        try (var server = start(timeouts, HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send(POST + "100000\r\n\r\n" + "a".repeat(50_000));

            String answer = receive(peer);

            assertEquals("408", statuses(answer));
            assertTrue(answer.contains("longer than PT0.5S"), answer);
        }
    }

    @Test
    void timeOfTheHandlerDoesNotCount() throws Exception {
        HttpTimeouts timeouts = rate(1_000_000).withContent(Duration.ofMillis(500));
        HttpHandler slow =
                request -> {
                    var half = request.content().readNBytes(1000);
                    LockSupport.parkNanos(SECOND.plusMillis(300).toNanos());
                    int rest = request.content().readAllBytes().length;
                    return Response.text(half.length + " " + rest);
                };
        try (var server = start(timeouts, slow);
                var peer = TestPeer.connect(server.server())) {
            peer.send(POST + "2000\r\nConnection: close\r\n\r\n" + "a".repeat(2000));

            assertTrue(receive(peer).endsWith("1000 1000"));
        }
    }

    @Test
    void idleLimitOfTheConnectionIs408WithinAHead() throws Exception {
        HttpConfig config = HttpServers.config();
        Timeouts idle = Timeouts.DEFAULT.withIdle(Duration.ofMillis(100));
        try (var server =
                        HttpServer.start(
                                config.withServer(config.server().withTimeouts(idle)),
                                HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send("GET / HTTP/1.1\r\nHos");

            assertEquals("408", statuses(receive(peer)));
        }
    }

    @Test
    void headIsCutAlthoughBytesCome() throws Exception {
        HttpTimeouts timeouts = HttpTimeouts.DEFAULT.withHead(Duration.ofMillis(500));
        try (var server = start(timeouts, HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send("GET / HTTP/1.1\r\n");
            for (int i = 0; i < 2; i++) {
                LockSupport.parkNanos(A_WHILE_NANOS);
                peer.send("A: b\r\n");
            }

            assertEquals("408", statuses(receive(peer)));
        }
    }
}
