package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `showcase` behind nginx, which keeps its connections.
class NginxTest {

    private static final byte[] LARGE = new byte[5_000_000];

    @TempDir private static Path folder;

    private static Showcase showcase;
    private static Nginx nginx;
    private HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        new Random(7).nextBytes(LARGE);
        Tool.required("nginx");
        showcase = Showcase.start("--http", "0");
        nginx = Nginx.inFrontOf(showcase.address("http"), folder);
    }

    @BeforeEach
    void open() {
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @AfterAll
    static void stop() throws Exception {
        if (nginx != null) {
            nginx.close();
        }
        if (showcase != null) {
            showcase.close();
        }
    }

    @Test
    void requestsOfSeveralClientsShareAConnection() throws Exception {
        Set<String> peers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            try (var another = HttpClient.newHttpClient()) {
                var answer =
                        another.send(
                                HttpRequest.newBuilder(URI.create(nginx.url("/json"))).build(),
                                BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
                peers.add(answer.headers().firstValue("X-Peer").orElse("none"));
            }
        }

        assertEquals(1, peers.size(), peers::toString);
    }

    @Test
    void uploadsComeBackHoweverTheyArePassedOn() throws Exception {
        for (String path : new String[] {"/echo", "/unbuffered/echo"}) {
            var known = asked("POST", path, BodyPublishers.ofByteArray(LARGE));
            var chunked =
                    asked(
                            "POST",
                            path,
                            BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(LARGE)));

            assertArrayEquals(LARGE, known.body());
            assertArrayEquals(LARGE, chunked.body());
        }
    }

    @Test
    void whatIsBigArrivesWhole() throws Exception {
        for (String path : new String[] {"/big?bytes=20000000", "/unbuffered/big?bytes=20000000"}) {
            assertEquals(20_000_000, asked("GET", path, BodyPublishers.noBody()).body().length);
        }
    }

    @Test
    void errorsAndHeadsLeaveTheConnectionsUsable() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals(200, asked("HEAD", "/json", BodyPublishers.noBody()).statusCode());
            assertEquals(404, asked("GET", "/none", BodyPublishers.noBody()).statusCode());
            assertEquals(
                    405,
                    asked("POST", "/json", BodyPublishers.ofByteArray(new byte[1000]))
                            .statusCode());
            assertEquals(
                    413,
                    asked("POST", "/echo", BodyPublishers.ofByteArray(new byte[(16 << 20) + 1]))
                            .statusCode());
            assertEquals(200, asked("GET", "/plaintext", BodyPublishers.noBody()).statusCode());
        }
    }

    @Test
    void aWebSocketIsPassedOn() throws Exception {
        var echoed = new CompletableFuture<String>();
        WebSocket socket =
                client.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(nginx.url("/ws").replace("http", "ws")),
                                new WebSocket.Listener() {
                                    @Override
                                    public CompletionStage<?> onText(
                                            WebSocket socket, CharSequence text, boolean last) {
                                        echoed.complete(text.toString());
                                        socket.request(1); // the answer to the close
                                        return socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
                                    }
                                })
                        .get(30, TimeUnit.SECONDS);

        socket.sendText("hello", true).get(30, TimeUnit.SECONDS);

        assertEquals("hello", echoed.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aBenchmarkThroughItSeesNoErrors() throws Exception {
        var h2load = Tool.required("h2load");

        String report =
                h2load.run("--h1", "-c", "16", "-n", "5000", nginx.url("/plaintext"))
                        .succeeded()
                        .output();

        assertEquals(
                1,
                report.lines()
                        .filter(line -> line.contains("5000 succeeded, 0 failed, 0 errored"))
                        .count(),
                report);
    }

    private HttpResponse<byte[]> asked(
            String method, String path, HttpRequest.BodyPublisher content) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(nginx.url(path))).method(method, content).build(),
                BodyHandlers.ofByteArray());
    }
}
