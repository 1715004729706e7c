package io.heddle.loadtest.target.http;

import static io.heddle.loadtest.target.http.HttpConversation.get;
import static io.heddle.loadtest.target.http.HttpConversation.post;
import static io.heddle.loadtest.target.http.HttpConversation.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heddle.loadtest.process.MockBackend;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Targets;
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.testing.Leak;
import io.heddle.testing.MayLeak;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every server that speaks HTTP does alike.
@ParameterizedClass
@MayLeak(
        value = {Leak.THREAD, Leak.DESCRIPTOR, Leak.PINNED_CARRIER},
        because =
                "the servers live longer than a test, and their libraries keep threads of their own")
@MethodSource("targets")
class HttpTargetsTest {
    private static final String STAMP = "0123456789abcdef";
    private static final int LOOPS = 2;
    private static final Set<String> HEADERS =
            Set.of("content-type", "content-length", "date", "server");

    /// The head of a greeting, but for the server's name.
    private static final int GREETING_HEAD_BYTES =
            """
            HTTP/1.1 200 OK_
            Content-Type: text/plain_
            Content-Length: 13_
            Date: Sun, 06 Nov 1994 08:49:37 GMT_
            Server: _
            _
            """
                    .length();

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    private static RunningTarget backend;
    private static RunningTarget server;

    @Parameter private String name;

    private HttpConversation conversation;

    static Stream<String> targets() {
        return Targets.all().stream()
                .filter(target -> target.protocols().contains(Protocol.HTTP))
                .filter(target -> target.unavailable().isEmpty())
                .map(Target::name);
    }

    @BeforeParameterizedClassInvocation
    static void startServer(String name) throws IOException {
        backend = MockBackend.start(ANY_PORT);
        var backendAddress = new InetSocketAddress(ANY_PORT.getAddress(), backend.port());
        var options =
                new ListenOptions(
                        ANY_PORT,
                        LOOPS,
                        ListenOptions.LARGEST_BUFFER_BYTES,
                        Protocol.HTTP,
                        backendAddress,
                        Map.of());
        server = Targets.named(name).start(options);
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
        backend.close();
    }

    @BeforeEach
    void connect() throws IOException {
        conversation = new HttpConversation(server.port());
    }

    @AfterEach
    void disconnect() throws IOException {
        conversation.close();
    }

    @Test
    void echoesBodies() throws IOException {
        for (String body : List.of("hello", "", "again")) {
            var response = conversation.send(post("/echo", body)).receive();

            assertEquals(200, response.status());
            assertEquals(body, response.text());
        }
    }

    @Test
    void echoesBodyInChunks() throws IOException {
        conversation.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        conversation.send("3\r\nabc\r\n").send("2\r\nde\r\n0\r\n\r\n");

        assertEquals("abcde", conversation.receive().text());
    }

    @Test
    void returnsStampIfThereIsOne() throws IOException {
        var stamped = conversation.send(post("/echo", "a", "Stamp: " + STAMP)).receive();
        var unstamped = conversation.send(post("/echo", "b")).receive();

        assertEquals(STAMP, stamped.headers().get("stamp"));
        assertEquals(HEADERS, unstamped.headers().keySet());
    }

    @Test
    void sendsTheHeadersThatAllSendAndNoMore() throws IOException {
        var response = conversation.send(get("/plaintext")).receive();

        assertEquals(HEADERS, response.headers().keySet());
        assertEquals(name, response.headers().get("server"));
        assertEquals("text/plain", response.headers().get("content-type"));
        assertEquals("Hello, World!", response.text());
        assertEquals(GREETING_HEAD_BYTES + name.length(), response.headBytes());
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAINTEXT", "JSON", "FILE"})
    void hasAnswersThatAreAlwaysTheSame(OperationKind kind) throws IOException {
        for (int i = 0; i < 2; i++) {
            var response = conversation.send(get(HttpMirror.pathOf(kind))).receive();

            assertEquals(HEADERS, response.headers().keySet());
            assertArrayEquals(HttpMirror.answerTo(kind), response.body());
        }
        conversation.send(request("HEAD", HttpMirror.pathOf(kind), new byte[0])).receiveHead();
        assertEquals("next", conversation.send(post("/echo", "next")).receive().text());
    }

    @Test
    void sendsNoBodyToHead() throws IOException {
        var head = request("HEAD", "/plaintext", new byte[0]);

        var response = conversation.send(head).receiveHead();

        assertEquals("13", response.headers().get("content-length"));
        assertEquals("next", conversation.send(post("/echo", "next")).receive().text());
    }

    @Test
    void answersAfterDelay() throws IOException {
        long before = System.nanoTime();
        var response = conversation.send(post("/delay/40", "late")).receive();

        assertEquals("late", response.text());
        assertTookAtLeast(40, before);
    }

    @Test
    void answersWhatNeedsNoTime() throws IOException {
        assertEquals("a", conversation.send(post("/delay/0", "a")).receive().text());
        assertEquals("b", conversation.send(post("/burn/0", "b")).receive().text());
        assertEquals("c", conversation.send(post("/backend/0/5", "c")).receive().text());
    }

    @Test
    void computes() throws IOException {
        assertEquals("done", conversation.send(post("/burn/500", "done")).receive().text());
    }

    @Test
    void callsBackendOneCallAfterTheOther() throws IOException {
        for (int i = 0; i < 2; i++) {
            long before = System.nanoTime();
            var response = conversation.send(post("/backend/3/20", "called")).receive();

            assertEquals("called", response.text());
            assertTookAtLeast(60, before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 3_000_000})
    void sendsAsManyBytesAsAreAskedFor(int count) throws IOException {
        var body = conversation.send(get("/bytes/" + count)).receive().body();

        var expected = new byte[count];
        for (int i = 0; i < count; i++) {
            expected[i] = (byte) i;
        }
        assertArrayEquals(expected, body);
    }

    @Test
    void takesAndReturnsLargeBodies() throws IOException {
        var body = new byte[5_000_000];
        body[4_999_999] = 7;

        var echoed = conversation.send(request("POST", "/echo", body)).receive();
        var sunk = conversation.send(request("POST", "/sink", body)).receive();

        assertArrayEquals(body, echoed.body());
        assertEquals(0, sunk.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 /nothing", "400 /delay/x"})
    void refusesWhatItCannotDoAndGoesOn(String statusAndPath) throws IOException {
        var words = statusAndPath.split(" ", -1);

        var response = conversation.send(post(words[1], "body")).receive();

        assertEquals(words[0], String.valueOf(response.status()));
        assertEquals("ok", conversation.send(post("/echo", "ok")).receive().text());
    }

    @Test
    void refusesToSendTooMuch() throws IOException {
        var path = "/bytes/" + (HttpMirror.LARGEST_BODY_BYTES + 1);

        assertEquals(413, conversation.send(get(path)).receive().status());
    }

    @Test
    void refusesBodyThatIsTooLarge() throws IOException {
        int length = HttpMirror.LARGEST_BODY_BYTES + 1;
        conversation.send(
                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n");

        assertEquals(413, conversation.receive().status());
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        var requests = new ByteArrayOutputStream();
        var paths = List.of("/delay/30", "/echo", "/backend/1/10", "/echo", "/burn/10");
        for (int i = 0; i < paths.size(); i++) {
            requests.writeBytes(post(paths.get(i), "body " + i, "Stamp: " + i));
        }

        conversation.send(requests.toByteArray());

        for (int i = 0; i < paths.size(); i++) {
            var response = conversation.receive();
            assertEquals("body " + i, response.text());
            assertEquals(String.valueOf(i), response.headers().get("stamp"));
        }
    }

    @Test
    void letsOthersGoOnDuringDelays() throws IOException {
        var waiting = new ArrayList<HttpConversation>();
        try {
            for (int i = 0; i < 8 * LOOPS; i++) {
                var other = new HttpConversation(server.port());
                waiting.add(other);
                other.send(post(i % 2 == 0 ? "/delay/60000" : "/backend/1/60000", "late"));
            }

            // Within the patience of the socket, which is shorter than the delays.
            assertEquals("soon", conversation.send(post("/echo", "soon")).receive().text());
        } finally {
            for (var other : waiting) {
                other.close();
            }
        }
    }

    @Test
    void closesAfterLastRequest() throws IOException {
        var response = conversation.send(post("/echo", "bye", "Connection: close")).receive();

        assertEquals("bye", response.text());
        assumeFalse(
                name.equals("helidon"),
                "says so, but keeps the connection: github.com/helidon-io/helidon/issues/12324");
        assertTrue(conversation.isAtEnd());
    }

    @Test
    void tellsSettingsThatAllShare() throws IOException {
        conversation.send(post("/echo", "connected")).receive();

        var settings = server.settings();
        assertEquals("true", settings.get("nodelay"));
        assertEquals(String.valueOf(ListenOptions.BACKLOG), settings.get("backlog"));
        assertTrue(settings.get("loops").matches("\\d"), settings.get("loops"));
    }

    private static void assertTookAtLeast(int millis, long before) {
        long took = System.nanoTime() - before;
        // Timers count whole milliseconds: one may end up to one early.
        assertTrue(took >= (millis - 1) * 1_000_000L, "took " + took + " ns");
    }
}
