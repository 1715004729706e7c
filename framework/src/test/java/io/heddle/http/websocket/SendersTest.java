package io.heddle.http.websocket;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.http.HttpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many threads send by one WebSocket.
class SendersTest {

    private static final int SENDERS = 8;
    private static final int MESSAGES = 300;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesStayWholeAndInTheOrderOfTheirSender(boolean isDeflating) throws Exception {
        var deflate =
                isDeflating
                        ? PerMessageDeflate.ON.withLeast(1).withContextTakeover(true)
                        : PerMessageDeflate.OFF;
        try (HttpServer server =
                        WebSocketServers.start(
                                Servers.configWithSmallBuffers(),
                                WebSocketConfig.DEFAULT.withDeflate(deflate),
                                SendersTest::sendFromAllSides);
                var peer = WebSocketServers.connect(server, WebSocketServers.OFFER)) {
            ServerFrames answers = ServerFrames.of(peer).withTakeover(isDeflating);
            Map<String, Integer> next = new HashMap<>();

            for (int i = 0; i < SENDERS * MESSAGES; i++) {
                String[] words = answers.next().replace("deflated ", "").split(" ", -1);
                assertEquals("text", words[0]);
                assertEquals(next.merge(words[1], 1, Integer::sum), Integer.valueOf(words[2]));
            }

            assertEquals("close 1000", answers.next());
            assertEquals(SENDERS, next.size());
            answers.end();
        }
    }

    private static void sendFromAllSides(WebSocket socket) {
        List<Background> senders = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            String name = "sender-" + s;
            senders.add(
                    Background.startVirtual(() -> {
                        for (int i = 1; i <= MESSAGES; i++) {
                            socket.send(name + " " + i);
                        }
                    }));
        }
        senders.forEach(Background::join);
    }

    /// Who gives up before anything was written leaves the WebSocket as it was.
    @Test
    void sendMayGiveUpBehindOneThatWaits() throws Exception {
        var open = new CompletableFuture<WebSocket>();
        try (HttpServer server =
                        WebSocketServers.start(
                                Servers.configWithSmallBuffers(),
                                WebSocketConfig.DEFAULT,
                                socket -> {
                                    open.complete(socket);
                                    socket.receive();
                                });
                var peer = WebSocketServers.opened(TestPeer.withSmallBuffer(server.server()), "")) {
            WebSocket socket = open.get(10, TimeUnit.SECONDS);
            byte[] large = new byte[8 << 20];
            var stalled = Background.startVirtual(() -> socket.send(large));
            eventually().until(() -> socket.connection().bytesOut() > 1000); // it has its turn
            stalled.awaitWaiting();

            assertThrows(
                    DeadlineExceededException.class,
                    () ->
                            Deadline.<Exception>within(
                                    Duration.ofMillis(50),
                                    () -> {
                                        socket.send("behind");
                                    }));
            ServerFrames answers = ServerFrames.of(peer);
            assertEquals("binary of " + large.length, answers.next());
            stalled.join();
            socket.send("after");

            assertEquals("text after", answers.next());
            assertTrue(socket.isOpen());
            answers.end();
        }
    }

    @Test
    void broadcastMessageIsMadeOnce() throws Exception {
        Message message = Message.text("to all");
        try (HttpServer server =
                        WebSocketServers.start(
                                WebSocketConfig.DEFAULT, socket -> socket.send(message));
                var one = WebSocketServers.connect(server);
                var two = WebSocketServers.connect(server)) {
            assertEquals("text to all", ServerFrames.of(one).next());
            assertEquals("text to all", ServerFrames.of(two).next());
            assertEquals("text of 6 bytes", message.toString());
        }
    }
}
