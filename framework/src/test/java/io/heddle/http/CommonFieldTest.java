package io.heddle.http;

import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.statuses;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.TestPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fields of a configuration are in each answer, whoever makes it.
class CommonFieldTest {

    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";
    private static final HttpConfig SAFE =
            HttpServers.config().withField("Strict-Transport-Security", "max-age=60");

    private static long times(String text, String part) {
        return text.split(part, -1).length - 1L;
    }

    @Test
    void answerOfAHandlerHasThem() throws Exception {
        String answers = served(SAFE, _ -> Response.text("hi"), wire(GET + GET));

        assertEquals("200 200", statuses(answers));
        assertEquals(2, times(answers, "\r\nStrict-Transport-Security: max-age=60\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n\n",
                "GET  / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/2.0\nHost: a\n\n",
                "GET /failing HTTP/1.1\nHost: a\n\n",
                "GET /upgrade HTTP/1.1\nHost: a\n\n",
                "GET /upgrade HTTP/1.1\nHost: a\nConnection: upgrade\nUpgrade: other\n\n",
                "POST / HTTP/1.1\nHost: a\nContent-Length: 99999999\n\n",
                "POST /read HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\nx",
                "HEAD / HTTP/1.0\n\n"
            })
    void answerOfTheServerHasThem(String request) throws Exception {
        HttpHandler handler =
                asked ->
                        switch (asked.path()) {
                            case "/failing" -> throw new IllegalStateException();
                            case "/upgrade" -> Response.upgrade("other", _ -> {});
                            default -> Response.bytes("a/b", asked.content().readAllBytes());
                        };

        String answer = served(SAFE, handler, wire(request));

        assertEquals(3, statuses(answer).length(), answer);
        assertEquals(1, times(answer, "\r\nStrict-Transport-Security: max-age=60\r\n"), answer);
    }

    @Test
    void answerThatHasItsOwnKeepsIt() throws Exception {
        HttpConfig config = SAFE.withField("Server", "heddle");
        Response own = Response.OK.withField("SERVER", "other");

        String answer = served(config, _ -> own, wire(GET));

        assertTrue(answer.contains("\r\nSERVER: other\r\n"), answer);
        assertFalse(answer.contains("heddle"), answer);
        assertTrue(answer.contains("\r\nStrict-Transport-Security: max-age=60\r\n"), answer);
    }

    @Test
    void valueIsAskedForOnceForEachConnection() throws Exception {
        List<Connection> asked = new ArrayList<>();
        HttpConfig config =
                HttpServers.config()
                        .withField(
                                "X-Peer",
                                connection -> {
                                    asked.add(connection);
                                    return connection.peerAddress().toString();
                                });
        try (var server = HttpServer.start(config, _ -> Response.OK);
                var peer = TestPeer.connect(server.server())) {
            String answers =
                    new String(peer.send(wire(GET + GET + "bad\n\n")).receiveAll(), ISO_8859_1);

            assertEquals("200 200 400", statuses(answers));
            assertEquals(3, times(answers, "X-Peer: " + peer.address()), answers);
        }
        assertEquals(1, asked.size());
    }

    @Test
    void valueThatIsNoneEndsTheConnection() {
        HttpConfig config = HttpServers.config().withField("X-Peer", _ -> "a\r\nb: c");

        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> served(config, _ -> Response.OK, wire(GET)));

        assertTrue(refused.getMessage().contains("X-Peer"), refused::getMessage);
    }

    @Test
    void configurationRefusesWhatNoAnswerCouldHave() {
        HttpConfig config = HttpServers.config();

        for (String name : List.of("", "a b", "a:", "Connection", "content-length", "Date")) {
            assertThrows(IllegalArgumentException.class, () -> config.withField(name, "a"));
        }
        for (String value : List.of("a\nb", "\0", "\u2028")) {
            assertThrows(IllegalArgumentException.class, () -> config.withField("A", value));
        }
    }
}
