package io.heddle.http.websocket;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.DeadlineExceededException;
import io.heddle.Servers;
import io.heddle.Timeouts;
import io.heddle.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Signs of life, asked for by either side ([RFC 6455
/// §5.5.2](https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2)).
class PingTest {

    private static final int FLOOD = Integer.getInteger("heddle.pings", 200_000);

    private static WebSocketConfig pinging(Duration ping, Duration pong) {
        return WebSocketConfig.DEFAULT.withTimeouts(
                WebSocketTimeouts.DEFAULT.withPing(ping).withPong(pong));
    }

    @Test
    void silentPeerIsSentPingsAndLivesOnIfItAnswers() throws Exception {
        var config = pinging(Duration.ofMillis(50), Duration.ofSeconds(10));
        try (HttpServer server = WebSocketServers.start(config, WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            for (int i = 0; i < 4; i++) {
                assertEquals("ping", answers.next());
                peer.send(new ClientFrames().frame(0x8a, "").toBytes());
            }

            peer.send(new ClientFrames().text("still here").close(1000).toBytes());
            assertEquals("text still here", nextButPings(answers));
            assertEquals("close 1000", answers.next());
            answers.end();
        }
    }

    /// Where the machine holds us up, we are silent for long enough to be sent another one.
    private static String nextButPings(ServerFrames answers) {
        String next = answers.next();
        while (next.equals("ping")) {
            next = answers.next();
        }
        return next;
    }

    @Test
    void peerThatDoesNotAnswerLosesItsConnection() throws Exception {
        var end = new CompletableFuture<Exception>();
        var config = pinging(Duration.ofMillis(30), Duration.ofMillis(60));
        WebSocketHandler handler =
                socket -> {
                    try {
                        socket.receive();
                    } catch (Exception late) {
                        end.complete(late);
                        throw late;
                    }
                };
        try (HttpServer server = WebSocketServers.start(config, handler);
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            assertEquals("ping", answers.next());
            assertEquals("close 1011", answers.next());
            assertEquals("", answers.next());
            assertInstanceOf(DeadlineExceededException.class, end.get(10, TimeUnit.SECONDS));
            answers.end();
        }
    }

    /// The core calls a peer idle that sends nothing; that does not end an idle WebSocket.
    @Test
    void idleTimeoutComesAfterThePing() throws Exception {
        var idle = Servers.config().withTimeouts(Timeouts.DEFAULT.withIdle(Duration.ofMillis(400)));
        try (HttpServer server =
                        WebSocketServers.start(
                                idle, WebSocketConfig.DEFAULT, WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);

            for (int i = 0; i < 3; i++) {
                assertEquals("ping", answers.next());
                peer.send(new ClientFrames().frame(0x8a, "").toBytes());
            }
            peer.send(new ClientFrames().text("a").toBytes());
            assertEquals("text a", nextButPings(answers));
            answers.end();
        }
    }

    @Test
    void pingsBeforeMessageAreAnsweredBeforeIt() {
        var frames = new ClientFrames().ping("1").ping("2").text("a").ping("3").close(1000);

        assertEquals(
                "pong 1, pong 2, text a, pong 3, close 1000",
                WebSocketServers.echoed(WebSocketConfig.DEFAULT, frames.toBytes()));
    }

    /// The answers to many that come at once are bounded; the last one is among them.
    @Test
    void manyPingsAtOnceAreAnsweredByFewPongs() {
        var frames = new ClientFrames();
        for (int i = 1; i <= 500; i++) {
            frames.ping("ping " + i);
        }

        String answers =
                WebSocketServers.echoed(WebSocketConfig.DEFAULT, frames.close(1000).toBytes());

        assertTrue(answers.startsWith("pong ping 1, pong ping 2, "), answers);
        assertTrue(answers.endsWith("pong ping 500, close 1000"), answers);
        int reads = 4; // of which each had many
        assertTrue(answers.split(", ", -1).length <= 16 * reads, answers);
    }

    /// A peer that never reads what it asks for.
    @Test
    void floodOfUnreadPingsTakesNoMemory() throws Exception {
        var frames = new ByteArrayOutputStream();
        byte[] ping = new ClientFrames().ping("p".repeat(125)).toBytes();
        for (int i = 0; i < 1000; i++) {
            frames.writeBytes(ping);
        }
        try (HttpServer server = WebSocketServers.start(WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server)) {
            long all = (long) FLOOD / 1000 * frames.size();
            long heap = liveHeap();
            var flood =
                    Background.start(() -> {
                        for (int i = 0; i < FLOOD / 1000; i++) {
                            peer.send(frames.toByteArray());
                        }
                        peer.send(new ClientFrames().text("end").close(1000).toBytes());
                    });

            flood.join();
            eventually().until(() -> server.server().bytesIn() >= all);
            long grown = liveHeap() - heap;

            assertTrue(grown < 8 << 20, () -> grown + " bytes more on the heap");
            byte[] answers = peer.receiveAll();
            assertTrue(answers.length < 8 << 20, () -> answers.length + " bytes of pongs");
            assertTrue(new String(answers, ISO_8859_1).contains("\u0081\u0003end\u0088\u0002"));
        }
    }

    private static long liveHeap() {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
