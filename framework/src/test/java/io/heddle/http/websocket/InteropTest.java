package io.heddle.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket.Listener;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The JDK's own client, of which we have written nothing.
class InteropTest {

    private static final int LARGE = 300_000;

    @Test
    void jdkClientUnderstandsUsAndWeIt() throws Exception {
        var listener = new Recorder();
        var config = WebSocketConfig.DEFAULT.withSubprotocols("v1");
        try (HttpServer server = WebSocketServers.start(config, WebSocketServers.ECHO);
                HttpClient http = HttpClient.newHttpClient()) {
            var client =
                    http.newWebSocketBuilder()
                            .subprotocols("v2", "v1")
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + server.port() + "/ws"), listener)
                            .get(10, TimeUnit.SECONDS);
            assertEquals("v1", client.getSubprotocol());

            client.sendText("héllo 😀", true).get(10, TimeUnit.SECONDS);
            assertEquals("text héllo 😀", listener.next());
            client.sendText("in ", false).get(10, TimeUnit.SECONDS);
            client.sendText("parts", true).get(10, TimeUnit.SECONDS);
            assertEquals("text in parts", listener.next());
            client.sendBinary(ByteBuffer.wrap(new byte[LARGE]), true).get(10, TimeUnit.SECONDS);
            assertEquals("binary of " + LARGE, listener.next());
            client.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).get(10, TimeUnit.SECONDS);
            assertEquals("pong of 3", listener.next());
            client.sendClose(4000, "that is all").get(10, TimeUnit.SECONDS);
            assertEquals("close 4000 that is all", listener.next());
        }
    }

    @Test
    void jdkClientHearsOfOurEnd() throws Exception {
        var listener = new Recorder();
        var status = CloseStatus.POLICY_VIOLATION.withReason("not you");
        try (HttpServer server = WebSocketServers.start(socket -> socket.close(status));
                HttpClient http = HttpClient.newHttpClient()) {
            http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), listener)
                    .get(10, TimeUnit.SECONDS);

            assertEquals("close 1008 not you", listener.next());
        }
    }

    private static final class Recorder implements Listener {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private int bytes;

        String next() throws InterruptedException {
            return String.valueOf(events.poll(10, TimeUnit.SECONDS));
        }

        @Override
        public CompletionStage<?> onText(
                java.net.http.WebSocket client, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                events.add("text " + text);
                text.setLength(0);
            }
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(
                java.net.http.WebSocket client, ByteBuffer data, boolean last) {
            bytes += data.remaining();
            if (last) {
                events.add("binary of " + bytes);
                bytes = 0;
            }
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(java.net.http.WebSocket client, ByteBuffer message) {
            events.add("pong of " + message.remaining());
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(java.net.http.WebSocket client, int code, String reason) {
            events.add("close " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(java.net.http.WebSocket client, Throwable error) {
            events.add("error " + error);
        }
    }
}
