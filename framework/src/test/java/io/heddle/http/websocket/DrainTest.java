package io.heddle.http.websocket;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ShutdownReport;
import io.heddle.TestPeer;
import io.heddle.http.HttpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A server that stops says 1001 to its WebSockets, and gives them time for an answer.
class DrainTest {

    private static final int CROWD = Integer.getInteger("heddle.connections", 100);
    private static final Duration GRACE = Duration.ofSeconds(8);

    /// Waits longer for an answer than the machine may stall, and not as long as the grace.
    private static final WebSocketConfig PATIENT =
            WebSocketConfig.DEFAULT.withTimeouts(
                    WebSocketTimeouts.DEFAULT.withClose(Duration.ofSeconds(6)));

    private static CompletableFuture<ShutdownReport> stop(HttpServer server) {
        return CompletableFuture.supplyAsync(
                () -> server.shutdown(GRACE), task -> Background.startVirtual(task::run));
    }

    @Test
    void eachIsToldAndMayAnswer() throws Exception {
        List<TestPeer> peers = new ArrayList<>();
        try (HttpServer server = WebSocketServers.start(PATIENT, WebSocketServers.ECHO)) {
            for (int i = 0; i < CROWD; i++) {
                TestPeer peer = WebSocketServers.connect(server);
                peers.add(peer);
                peer.send(new ClientFrames().text("hi").toBytes());
                assertEquals("text hi", ServerFrames.of(peer).next());
            }
            var report = stop(server);

            for (TestPeer peer : peers) {
                assertEquals("close 1001", ServerFrames.of(peer).next());
            }
            for (TestPeer peer : peers) {
                peer.send(new ClientFrames().close(1001).toBytes());
                assertEquals(0, peer.receiveAll().length);
            }

            ShutdownReport last = report.get(20, TimeUnit.SECONDS);
            assertEquals(List.of(), last.forced());
            assertEquals(CROWD, last.drained());
        } finally {
            peers.forEach(TestPeer::close);
        }
    }

    @Test
    void peerHasSecondToAnswerAndMayStillSay() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (HttpServer server =
                        WebSocketServers.start(
                                PATIENT,
                                socket -> {
                                    for (Message m = socket.receive();
                                            m != null;
                                            m = socket.receive()) {
                                        received.add(m.text());
                                    }
                                    received.add("end " + socket.closeStatus());
                                });
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);
            var report = stop(server);

            assertEquals("close 1001", answers.next());
            peer.expectNothingFor(Duration.ofSeconds(1)); // not the end either
            peer.send(new ClientFrames().text("on its way").close(1001).toBytes());

            assertEquals("on its way", received.poll(10, TimeUnit.SECONDS));
            assertEquals("end 1001", received.poll(10, TimeUnit.SECONDS));
            assertEquals("", answers.next());
            assertEquals(List.of(), report.get(20, TimeUnit.SECONDS).forced());
            answers.end();
        }
    }

    @Test
    void messageThatIsBeingHandledIsAnsweredFirst() throws Exception {
        var received = new CompletableFuture<Message>();
        var go = new CompletableFuture<Void>();
        var open = new CompletableFuture<WebSocket>();
        try (HttpServer server =
                        WebSocketServers.start(socket -> {
                            open.complete(socket);
                            received.complete(socket.receive());
                            go.get();
                            socket.send("done");
                            assertNull(socket.receive());
                        });
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);
            peer.send(new ClientFrames().text("work").toBytes());
            received.get(10, TimeUnit.SECONDS);
            var report = stop(server);
            eventually().until(() -> open.join().connection().isDraining());

            go.complete(null);

            assertEquals("text done", answers.next());
            assertEquals("close 1001", answers.next());
            peer.send(new ClientFrames().close(1001).toBytes());
            assertEquals("", answers.next());
            assertEquals(List.of(), report.get(20, TimeUnit.SECONDS).forced());
            answers.end();
        }
    }

    @Test
    void silentPeersDoNotHoldTheServerForLong() throws Exception {
        try (HttpServer server = WebSocketServers.start(WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server)) {
            long begin = System.nanoTime();

            ShutdownReport report = server.shutdown(Duration.ofSeconds(60));

            long took = System.nanoTime() - begin;
            assertEquals(List.of(), report.forced());
            assertTrue(took < Duration.ofSeconds(30).toNanos(), () -> took + " ns");
            assertEquals("close 1001", ServerFrames.of(peer).next());
        }
    }
}
