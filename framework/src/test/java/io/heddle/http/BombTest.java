package io.heddle.http;

import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is far too much is refused as soon as it is, and costs little, with the defaults.
class BombTest {

    private static final int MANY = 100_000;
    private static final int MIB = 1 << 20;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Duration SOON = Duration.ofSeconds(5); // 1 s where nothing else runs

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("414", "GET /" + "a".repeat(MIB)),
                Arguments.of("414", "A".repeat(MIB)),
                Arguments.of("431", GET + "A: " + "b".repeat(MIB)),
                Arguments.of("431", GET + "b".repeat(MIB)),
                Arguments.of("431", GET + "A: b\r\n".repeat(MANY)),
                Arguments.of("400", "\r\n".repeat(MANY)),
                Arguments.of("400", CHUNKED + "1;" + "x".repeat(MIB)),
                Arguments.of("431", CHUNKED + "0\r\n" + "A: b\r\n".repeat(MANY)),
                Arguments.of("431", CHUNKED + "0\r\nA: " + "b".repeat(MIB)),
                Arguments.of("400", CHUNKED + "1\r\na\r\n".repeat(MANY)),
                Arguments.of("413", CHUNKED + "0".repeat(MIB)));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void isRefusedSoon(String status, String bomb) throws Exception {
        try (var server = HttpServers.start(HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            long begin = System.nanoTime();

            peer.send(bomb.getBytes(ISO_8859_1));

            String answer = new String(peer.receiveAll(), ISO_8859_1);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertEquals(status, statuses(answer));
            assertTrue(answer.contains("Connection: close\r\n"), answer);
            assertTrue(took.compareTo(SOON) < 0, took::toString);
        }
    }

    @Test
    void fieldsWhoseNamesCollideCostNoMore() throws Exception {
        var head = new StringBuilder(GET);
        for (int i = 0; i < 4000; i++) {
            head.append(colliding(i)).append(": b\r\n");
        }
        byte[] wire = head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
        HttpConfig generous =
                HttpServers.config()
                        .withLimits(HttpLimits.DEFAULT.withFields(10_000).withHead(MIB));
        HttpHandler looking =
                request -> {
                    request.fields().members(colliding(1));
                    return Response.text(String.valueOf(request.field("last")));
                };
        long begin = System.nanoTime();

        String byDefault = HttpServers.served(looking, wire);
        String allowed = HttpServers.served(generous, looking, wire);

        assertEquals("431", statuses(byDefault));
        assertEquals("200", statuses(allowed));
        assertTrue(System.nanoTime() - begin < SOON.toNanos());
    }

    /// Names with the same `hashCode()`.
    private static String colliding(int number) {
        var name = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void requestsInOneWriteAreAnsweredInTheirOrder() throws Exception {
        int count = 2000;
        var requests = new StringBuilder();
        for (int i = 0; i < count; i++) {
            requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        try (var server = HttpServers.start(request -> Response.text(request.path()));
                var peer = TestPeer.connect(server.server())) {
            peer.send(requests.toString()).halfClose();

            String answers = new String(peer.receiveAll(), ISO_8859_1);

            List<String> paths =
                    Pattern.compile("\r\n\r\n(/\\d+)")
                            .matcher(answers)
                            .results()
                            .map(BombTest::path)
                            .toList();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                expected.add("/" + i);
            }
            assertEquals(expected, paths);
        }
    }

    private static String path(MatchResult found) {
        return found.group(1);
    }

    private static Stream<String> splits() {
        List<String> all = new ArrayList<>();
        for (String end :
                List.of("\r\n", "\n", "\r", "\0", "\u0001", "\u007f", "\u010a", "\u020d")) {
            all.add("A: b" + end + "Injected: c");
            all.add("A: " + end + end + "Injected");
            all.add("A" + end + "Injected: b");
            all.add("A: b" + end);
            all.add(end + "Injected: b");
            all.add("A: b" + end + "Set-Cookie: Injected=c");
        }
        all.add("A B: Injected");
        all.add("A:B: Injected");
        all.add("(A): Injected");
        all.add(": Injected");
        return all.stream();
    }

    /// Field names and values that would begin another line, or another answer.
    @ParameterizedTest
    @MethodSource("splits")
    void nothingOfAFieldThatWouldSplitTheAnswerIsWritten(String field) throws Exception {
        int colon = field.lastIndexOf(": ");
        String name = field.substring(0, colon);
        String value = field.substring(colon + 2);
        HttpHandler splitting = _ -> Response.text("hi").withField(name, value);
        try (var server = HttpServers.start(splitting);
                var peer = TestPeer.connect(server.server())) {
            peer.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            String answer = new String(peer.receiveAll(), StandardCharsets.ISO_8859_1);

            assertEquals("500", statuses(answer));
            assertTrue(!answer.contains("Injected"), answer);
        }
    }
}
