package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.CLOSE;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.WebSocketServers.echoed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ConnectionClosedException;
import io.heddle.Eventually;
import io.heddle.TestPeer;
import io.heddle.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a WebSocket ends ([RFC 6455 §7](https://www.rfc-editor.org/rfc/rfc6455#section-7)).
class CloseTest {

    private static final WebSocketConfig HASTY =
            WebSocketConfig.DEFAULT.withTimeouts(
                    WebSocketTimeouts.DEFAULT.withClose(Duration.ofMillis(100)));

    private static String answerTo(byte[] payload) {
        return echoed(
                WebSocketConfig.DEFAULT,
                new ClientFrames().frame(FIN | CLOSE, payload).text("late").toBytes());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999,
                4000, 4999
            })
    void codeIsSentBack(int code) {
        assertEquals(
                "close " + code,
                echoed(WebSocketConfig.DEFAULT, new ClientFrames().close(code, "so").toBytes()));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 5001, 32_768,
                65_535
            })
    void codeThatIsNoneIsWrong(int code) {
        assertEquals(
                "close 1002",
                echoed(WebSocketConfig.DEFAULT, new ClientFrames().close(code).toBytes()));
    }

    @Test
    void payloadDecides() {
        byte[] longest = new byte[125];
        longest[0] = 1000 >> 8;
        longest[1] = (byte) 1000;

        assertEquals("close", answerTo(new byte[0]));
        assertEquals("close 1002", answerTo(new byte[1]));
        assertEquals("close 1000", answerTo(longest));
        assertEquals("close 1002", answerTo(new byte[126]));
        assertEquals("close 1007", answerTo(ClientFrames.unhex("03e8 c3 28")));
        assertEquals("close 1007", answerTo(ClientFrames.unhex("03e8 ed a0 80")));
        assertEquals("close 1000", answerTo(ClientFrames.unhex("03e8 f0 9f 98 80")));
    }

    @Test
    void peersReasonIsKnown() throws Exception {
        var seen = new CompletableFuture<CloseStatus>();
        try (HttpServer server =
                        WebSocketServers.start(socket -> {
                            assertNull(socket.receive());
                            seen.complete(socket.closeStatus());
                        });
                var peer = WebSocketServers.connect(server)) {
            peer.send(new ClientFrames().close(4001, "bye – ok").toBytes());

            assertEquals(
                    new CloseStatus(4001, "bye – ok"),
                    seen.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            // the same back, and the server closes first
            assertArrayEquals(
                    ClientFrames.unhex("88 0c 0fa1 627965 20 e28093 20 6f6b"), peer.receiveAll());
        }
    }

    @Test
    void returningClosesNormally() throws Exception {
        try (HttpServer server = WebSocketServers.start(socket -> socket.send("only this"));
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            assertEquals("text only this", answers.next());
            assertEquals("close 1000", answers.next());
            peer.expectNothingFor(Duration.ofMillis(50)); // until we have answered
            peer.send(new ClientFrames().text("on its way").close(1000).toBytes());
            assertEquals("", answers.next());
            answers.end();
        }
    }

    @Test
    void peerThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        try (HttpServer server = WebSocketServers.start(HASTY, _ -> {});
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            assertEquals("close 1000", answers.next());
            assertEquals("", answers.next()); // though we never answer
            answers.end();
        }
    }

    @Test
    void failureClosesWithItsCode() throws Exception {
        try (HttpServer server =
                        WebSocketServers.start(_ -> {
                            throw new IllegalArgumentException("a mistake");
                        });
                var peer = WebSocketServers.connect(server)) {
            assertEquals("close 1011", ServerFrames.of(peer).next());
        }
    }

    @Test
    void whatCameBeforeTheAnswerIsReceived() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (HttpServer server =
                        WebSocketServers.start(socket -> {
                            socket.close(CloseStatus.of(4000));
                            for (Message m = socket.receive(); m != null; m = socket.receive()) {
                                received.add(m.text());
                            }
                            received.add("end");
                        });
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            assertEquals("close 4000", answers.next());
            peer.send(new ClientFrames().text("one").text("two").close(4000).text("x").toBytes());

            assertEquals("one", received.poll(10, TimeUnit.SECONDS));
            assertEquals("two", received.poll(10, TimeUnit.SECONDS));
            assertEquals("end", received.poll(10, TimeUnit.SECONDS));
            assertEquals("", answers.next());
            answers.end();
        }
    }

    @Test
    void anotherThreadMayCloseWhileOneReceives() throws Exception {
        var open = new CompletableFuture<WebSocket>();
        var end = new CompletableFuture<Message>();
        try (HttpServer server =
                        WebSocketServers.start(
                                HASTY,
                                socket -> {
                                    open.complete(socket);
                                    end.complete(socket.receive());
                                });
                var peer = WebSocketServers.connect(server)) {
            WebSocket socket = open.get(10, TimeUnit.SECONDS);

            socket.close(CloseStatus.POLICY_VIOLATION.withReason("thrown out"));

            ServerFrames answers = ServerFrames.of(peer);
            assertEquals("close 1008", answers.next());
            assertNull(end.get(10, TimeUnit.SECONDS)); // though the peer never answers
            assertEquals("", answers.next());
            answers.end();
        }
    }

    @Test
    void nothingIsSentAfterTheEnd() throws Exception {
        var seen = new CompletableFuture<WebSocket>();
        try (HttpServer server = WebSocketServers.start(seen::complete);
                var peer = WebSocketServers.connect(server)) {
            assertEquals("close 1000", ServerFrames.of(peer).next());
            WebSocket socket = seen.get(10, TimeUnit.SECONDS);

            assertThrows(ConnectionClosedException.class, () -> socket.send("late"));
            assertThrows(ConnectionClosedException.class, () -> socket.send(new byte[1]));
            assertThrows(ConnectionClosedException.class, socket::ping);
            socket.close();
            assertFalse(socket.isOpen());
            peer.send(new ClientFrames().close(1000).toBytes());
            assertEquals(0, peer.receiveAll().length);
        }
    }

    @Test
    void endWithoutWordIsAbnormal() throws Exception {
        var status = new CompletableFuture<CloseStatus>();
        var config =
                WebSocketConfig.DEFAULT.withObserver(
                        new WebSocketObserver() {
                            @Override
                            public void closed(WebSocket socket, CloseStatus closed) {
                                status.complete(closed);
                            }
                        });
        try (HttpServer server = WebSocketServers.start(config, WebSocketServers.ECHO);
                TestPeer peer = WebSocketServers.connect(server)) {
            peer.halfClose();

            assertEquals(CloseStatus.ABNORMAL, status.get(10, TimeUnit.SECONDS));
            assertEquals(0, peer.receiveAll().length);
        }
    }

    @Test
    void statusIsWhatMayStandThere() {
        assertThrows(IllegalArgumentException.class, () -> CloseStatus.of(999));
        assertThrows(IllegalArgumentException.class, () -> CloseStatus.of(1004));
        assertThrows(IllegalArgumentException.class, () -> CloseStatus.of(1015));
        assertThrows(IllegalArgumentException.class, () -> CloseStatus.of(2999));
        assertThrows(IllegalArgumentException.class, () -> CloseStatus.of(5000));
        var tooLong =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CloseStatus.NORMAL.withReason("é".repeat(62)));
        assertTrue(String.valueOf(tooLong.getMessage()).contains("124"), tooLong::toString);
        assertEquals("4000 so", CloseStatus.of(4000).withReason("so").toString());
    }
}
