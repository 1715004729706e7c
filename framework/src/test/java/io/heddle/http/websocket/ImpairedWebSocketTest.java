package io.heddle.http.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Connection;
import io.heddle.ImpairedLink;
import io.heddle.ServerConfig;
import io.heddle.ServerObserver;
import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.TimeoutPhase;
import io.heddle.Timeouts;
import io.heddle.http.HttpServer;
import io.heddle.tls.TestCertificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages over a bad line arrive whole, and nobody is taken for silent. The client is the JDK's.
///
/// `-Dheddle.echoes=1000 -Dheddle.bytes=1048576` is the full form.
class ImpairedWebSocketTest {

    private static final int ECHOES = Integer.getInteger("heddle.echoes", 12);
    private static final int BYTES = Integer.getInteger("heddle.bytes", 16 * 1024);
    private static final int AT_ONCE = 50;
    private static final long BITS_PER_SECOND = 2_000_000;

    /// All come at once, and their handshakes take the machine's time, not the line's.
    private static final Timeouts PATIENT = Timeouts.DEFAULT.withHandshake(Duration.ofSeconds(30));

    @TempDir private Path folder;

    @Test
    void messagesArriveWhole() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            messagesArrive(Servers.config(), client, "ws");
        }
    }

    @Test
    void messagesOverTlsArriveWhole() throws Exception {
        var own = TestCertificates.make(folder);

        try (HttpClient client = HttpClient.newBuilder().sslContext(own.trust()).build()) {
            messagesArrive(ServerConfig.on(own.listener()).withTimeouts(PATIENT), client, "wss");
        }
    }

    private static void messagesArrive(ServerConfig config, HttpClient client, String scheme)
            throws Exception {
        Queue<TimeoutPhase> timeouts = new ConcurrentLinkedQueue<>();
        var observer =
                new ServerObserver() {
                    @Override
                    public void timedOut(Connection connection, TimeoutPhase phase) {
                        timeouts.add(phase);
                    }
                };
        try (HttpServer server =
                        WebSocketServers.start(
                                config.withObservers(List.of(observer)),
                                WebSocketConfig.DEFAULT,
                                WebSocketServers.ECHO);
                var link = ImpairedLink.to(TestPeer.loopback(server.port()), BITS_PER_SECOND)) {

            echoAll(client, URI.create(scheme + "://127.0.0.1:" + link.address().getPort() + "/"));
        }
        assertEquals(List.of(), List.copyOf(timeouts));
    }

    private static void echoAll(HttpClient client, URI uri) throws Exception {
        echo(client, uri, ECHOES); // alone, because classes are loaded for it, which pins carriers
        try (ExecutorService peers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> echoes = new ArrayList<>();
            for (int i = 0; i < ECHOES; i++) {
                int seed = i;
                echoes.add(peers.submit(() -> echo(client, uri, seed)));
            }
            for (Future<?> echo : echoes) {
                echo.get();
            }
        }
    }

    private static Void echo(HttpClient client, URI uri, int seed) throws Exception {
        var sent = new byte[BYTES];
        new Random(seed).nextBytes(sent);
        var echo = new Echo();
        WebSocket socket =
                client.newWebSocketBuilder().buildAsync(uri, echo).get(1, TimeUnit.MINUTES);

        socket.sendBinary(ByteBuffer.wrap(sent), true).get(5, TimeUnit.MINUTES);

        assertArrayEquals(digest().digest(sent), echo.hash.get(5, TimeUnit.MINUTES));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(1, TimeUnit.MINUTES);
        assertEquals(WebSocket.NORMAL_CLOSURE, echo.code.get(1, TimeUnit.MINUTES));
        return null;
    }

    private static MessageDigest digest() throws Exception {
        return MessageDigest.getInstance("SHA-256");
    }

    private static final class Echo implements WebSocket.Listener {

        private final MessageDigest received;
        private final CompletableFuture<byte[]> hash = new CompletableFuture<>();
        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        Echo() throws Exception {
            received = digest();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean isLast) {
            received.update(bytes);
            if (isLast) {
                hash.complete(received.digest());
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            code.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            hash.completeExceptionally(error);
            code.completeExceptionally(error);
        }
    }
}
