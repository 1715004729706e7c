package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.Timeouts;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However an answer ends, its request is one line of the access log, and the line of one that
/// broke off says so.
class BrokenAnswerTest {

    private static final Pattern LINE =
            Pattern.compile("127\\.0\\.0\\.1 - - \\[[^]]+] (.*)", Pattern.DOTALL);
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";
    private static final long LARGE = 64 << 20;

    private static final Response FAILING =
            Response.stream(
                    "text/plain",
                    10,
                    output -> {
                        output.write("hello".getBytes(ISO_8859_1));
                        throw new IllegalStateException("secret");
                    });
    private static final Response ENDLESS =
            Response.stream(
                    "text/plain",
                    output -> {
                        var some = new byte[4096];
                        while (true) {
                            output.write(some);
                        }
                    });

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final HttpConfig config =
            HttpConfig.on(Servers.configWithSmallBuffers()).withObserver(AccessLog.to(lines::add));

    /// All lines, without addresses and dates.
    private List<String> logged() {
        return lines.stream()
                .map(line -> {
                    var matcher = LINE.matcher(line);
                    assertTrue(matcher.matches(), line);
                    return matcher.group(1);
                })
                .toList();
    }

    /// The bytes of the one line there is, when it has come.
    private long bytesOfTheLine(String reason) {
        eventually().until(() -> !lines.isEmpty());
        String line = lines.element();
        var matcher =
                Pattern.compile(
                                ".* \"GET / HTTP/1.1\" 200 (\\d+) \"-\" \"-\" \"broke off: (\\w+)\"")
                        .matcher(line);
        assertTrue(matcher.matches(), line);
        assertEquals(reason, matcher.group(2));
        return Long.parseLong(matcher.group(1));
    }

    private static void awaitStuckWriter(HttpServer server) {
        eventually()
                .until(() ->
                        server.server().openConnections().stream()
                                .anyMatch(connection -> connection.bytesOut() > 4096));
    }

    @Test
    void streamThatFailsIsALineWithWhatWasSentOfIt() throws Exception {
        HttpServers.served(config, _ -> FAILING, wire(GET));

        assertEquals(
                List.of(
                        "\"GET / HTTP/1.1\" 200 5 \"-\" \"-\" \"broke off: IllegalStateException\""),
                logged());
    }

    @Test
    void errorOfAStreamIsALineToo() {
        Response bad =
                Response.stream(
                        "text/plain",
                        _ -> {
                            throw new StackOverflowError();
                        });

        assertThrows(
                StackOverflowError.class, () -> HttpServers.served(config, _ -> bad, wire(GET)));

        assertEquals(
                List.of("\"GET / HTTP/1.1\" 200 - \"-\" \"-\" \"broke off: StackOverflowError\""),
                logged());
    }

    @Test
    void answersThatLeaveWithABrokenOneAreWhole() throws Exception {
        HttpServers.served(
                config,
                request -> request.path().equals("/bad") ? FAILING : Response.text("hi"),
                wire(GET + GET + GET.replace("/ ", "/bad ") + GET));

        assertEquals(
                List.of(
                        "\"GET / HTTP/1.1\" 200 2 \"-\" \"-\"",
                        "\"GET / HTTP/1.1\" 200 2 \"-\" \"-\"",
                        "\"GET /bad HTTP/1.1\" 200 5 \"-\" \"-\" \"broke off: IllegalStateException\""),
                logged());
    }

    @Test
    void durationIsTheLast() throws Exception {
        HttpConfig timed =
                HttpServers.config().withObserver(AccessLog.to(lines::add).withDurations());

        HttpServers.served(timed, _ -> FAILING, wire(GET));

        assertTrue(
                logged().getFirst().matches(".* \"broke off: IllegalStateException\" \\d+"),
                lines::toString);
    }

    @Test
    void peerThatLeavesAmidAnAnswerIsALineWithWhatWasSentToIt() throws Exception {
        try (var server = HttpServer.start(config, _ -> ENDLESS);
                var peer = TestPeer.withSmallBuffer(server.server())) {
            peer.send(wire(GET));
            awaitStuckWriter(server);

            peer.reset();

            assertTrue(bytesOfTheLine("PeerResetException") > 0, lines::toString);
        }
        assertEquals(1, lines.size(), lines::toString);
    }

    @Test
    void peerThatDoesNotReadIsALineAtTheLimitOfWrites() throws Exception {
        HttpConfig brief =
                config.withServer(
                        config.server()
                                .withTimeouts(Timeouts.DEFAULT.withWrite(Duration.ofMillis(300))));
        try (var server = HttpServer.start(brief, _ -> ENDLESS);
                var peer = TestPeer.withSmallBuffer(server.server())) {
            peer.send(wire(GET));

            bytesOfTheLine("ConnectionTimedOutException");
        }
        assertEquals(1, lines.size(), lines::toString);
    }

    @Test
    void fileIsALineWithWhatWasSentOfIt(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("large");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        HttpHandler handler = _ -> Response.file("a/b", FileChannel.open(path), 0, LARGE);
        try (var server = HttpServer.start(config, handler);
                var peer = TestPeer.withSmallBuffer(server.server())) {
            peer.send(wire(GET));
            awaitStuckWriter(server);

            peer.reset();

            long bytes = bytesOfTheLine("PeerResetException");
            assertTrue(bytes > 0 && bytes < LARGE, lines::toString);
        }
        assertEquals(1, lines.size(), lines::toString);
    }

    @Test
    void peerThatLeavesBeforeThereIsAnAnswerIsALineWithoutAStatus() throws Exception {
        try (var server = HttpServer.start(config, HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire("POST / HTTP/1.1\nHost: a\nContent-Length: 9\n\nabc"));
            eventually()
                    .until(() ->
                            server.server().openConnections().stream()
                                    .anyMatch(connection -> connection.bytesIn() > 9));

            peer.reset();

            eventually().until(() -> !lines.isEmpty());
        }
        assertEquals(
                List.of("\"POST / HTTP/1.1\" - - \"-\" \"-\" \"broke off: PeerResetException\""),
                logged());
    }

    @Test
    void answerThatTheServersEndCutsOffIsALine() throws Exception {
        var begun = new CountDownLatch(1);
        HttpHandler stuck =
                _ -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return Response.OK;
                };
        try (var server = HttpServer.start(config, stuck);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            begun.await();

            server.shutdown(Duration.ofMillis(10));

            eventually().until(() -> !lines.isEmpty());
        }

        assertEquals(
                List.of(
                        "\"GET / HTTP/1.1\" 500 - \"-\" \"-\""
                                + " \"broke off: ConnectionClosedException\""),
                logged());
    }
}
