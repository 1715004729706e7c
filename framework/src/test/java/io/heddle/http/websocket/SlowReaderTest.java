package io.heddle.http.websocket;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.ServerConfig;
import io.heddle.ServerObserver;
import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.TimeoutPhase;
import io.heddle.Timeouts;
import io.heddle.http.HttpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Peers that do not read hold up themselves alone, and not for ever.
class SlowReaderTest {

    private static final int CROWD = Integer.getInteger("heddle.connections", 40);
    private static final int ROUNDS = Integer.getInteger("heddle.rounds", 60);
    private static final int STALLED = Math.max(1, CROWD / 100);
    private static final Message LARGE = Message.binary(new byte[16 << 10]);
    private static final int MOST_TAKEN = 8 << 20;

    private static ServerConfig config(Duration write) {
        return Servers.configWithSmallBuffers().withTimeouts(Timeouts.DEFAULT.withWrite(write));
    }

    @Test
    void peerThatNeverReadsIsReadNoMoreAndCutOff() throws Exception {
        Queue<Object> events = new ConcurrentLinkedQueue<>();
        var observer =
                new ServerObserver() {
                    @Override
                    public void closed(Connection connection, CloseReason reason) {
                        events.add(reason);
                    }

                    @Override
                    public void timedOut(Connection connection, TimeoutPhase phase) {
                        events.add(phase);
                    }
                };
        try (HttpServer server =
                        WebSocketServers.start(
                                config(Duration.ofMillis(500)).withObserver(observer),
                                WebSocketConfig.DEFAULT,
                                WebSocketServers.ECHO);
                var peer = WebSocketServers.opened(TestPeer.withSmallBuffer(server.server()), "")) {
            byte[] frame = new ClientFrames().binary(LARGE.bytes()).toBytes();

            Background.start(
                            () -> {
                                try {
                                    while (true) {
                                        peer.send(frame);
                                    }
                                } catch (RuntimeException cutOff) {
                                    // as wanted
                                }
                            })
                    .join();

            eventually().until(() -> server.server().connections() == 0);
            eventually() // told by different threads
                    .until(() ->
                            events.containsAll(List.of(CloseReason.ABORTED, TimeoutPhase.WRITE)));
            long taken = server.server().bytesIn();
            assertTrue(taken < MOST_TAKEN, () -> taken + " bytes");
        }
    }

    /// Each WebSocket has a small mailbox and takes from it on its own thread; what does not fit is
    /// not kept.
    @Test
    void stalledSubscribersDoNotHoldUpTheOthers() throws Exception {
        List<BlockingQueue<Message>> mailboxes = new CopyOnWriteArrayList<>();
        List<TestPeer> peers = new ArrayList<>();
        List<TestPeer> stalled = new ArrayList<>();
        WebSocketHandler subscriber =
                socket -> {
                    BlockingQueue<Message> mailbox = new ArrayBlockingQueue<>(4);
                    mailboxes.add(mailbox);
                    while (socket.isOpen()) {
                        socket.send(mailbox.take());
                    }
                };
        try (HttpServer server =
                WebSocketServers.start(
                        config(Duration.ofMillis(800)), WebSocketConfig.DEFAULT, subscriber)) {
            for (int i = 0; i < STALLED; i++) {
                stalled.add(WebSocketServers.opened(TestPeer.withSmallBuffer(server.server()), ""));
            }
            for (int i = STALLED; i < CROWD; i++) {
                peers.add(WebSocketServers.connect(server));
            }
            eventually().until(() -> mailboxes.size() == CROWD);

            for (int round = 0; round < ROUNDS; round++) {
                mailboxes.forEach(mailbox -> mailbox.offer(LARGE));
                for (TestPeer peer : peers) { // none waits for another one's write
                    assertEquals(4 + LARGE.length(), peer.receive(4 + LARGE.length()).length);
                }
            }

            eventually().until(() -> server.server().connections() == peers.size());
        } finally {
            peers.forEach(TestPeer::close);
            stalled.forEach(TestPeer::close);
        }
    }
}
