package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LingerTest {

    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final ConnectionHandler RETURNS_AT_ONCE = _ -> {};

    @Test
    void endsAtOnceWhenThePeerCloses() throws Exception {
        var ends = new EndOfConnection();
        try (var server = start(Duration.ofHours(1), ends)) {

            try (var peer = TestPeer.connect(server)) {
                peer.expectEnd();
            }

            assertTrue(ends.age().compareTo(SLACK) < 0);
        }
    }

    @Test
    void waitsForAPeerThatDoesNotCloseUntilTheTimeIsOver() throws Exception {
        var linger = Duration.ofMillis(300);
        var ends = new EndOfConnection();
        try (var server = start(linger, ends);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd();

            Duration age = ends.age();
            assertTrue(age.compareTo(linger) >= 0, age::toString);
            assertTrue(age.compareTo(linger.plus(SLACK)) < 0, age::toString);
        }
    }

    @Test
    void doesNotWaitWhenToldSo() throws Exception {
        var ends = new EndOfConnection();
        try (var server = start(Duration.ZERO, ends);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd();

            assertTrue(ends.age().compareTo(SLACK) < 0);
        }
    }

    @Test
    void isNotProlongedByAPeerThatKeepsSending() throws Exception {
        var linger = Duration.ofMillis(300);
        var ends = new EndOfConnection();
        try (var server = start(linger, ends);
                var peer = TestPeer.connect(server)) {
            Background flood = Background.start(() -> sendUntilRefused(peer));

            Duration age = ends.age();

            flood.join();
            assertTrue(age.compareTo(linger.plus(SLACK)) < 0, age::toString);
        }
    }

    @Test
    void endsAtOnceWhenAborted() throws Exception {
        for (int round = 0; round < 20; round++) { // the wake-up is easily lost
            var ends = new EndOfConnection();
            var handler = Probe.doing(RETURNS_AT_ONCE);
            ServerConfig config = Servers.configWithLinger(Duration.ofHours(1)).withObserver(ends);
            try (var server = SocketServer.start(config, handler);
                    var peer = TestPeer.connect(server)) {
                peer.expectEnd();
                handler.awaitWaiting();

                handler.connection().abort();

                assertTrue(ends.age().compareTo(SLACK) < 0);
            }
        }
    }

    private static SocketServer start(Duration linger, ServerObserver observer) throws Exception {
        return SocketServer.start(
                Servers.configWithLinger(linger).withObserver(observer), RETURNS_AT_ONCE);
    }

    private static void sendUntilRefused(TestPeer peer) {
        var bytes = new byte[100_000];
        long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        try {
            while (System.nanoTime() < end) {
                peer.send(bytes);
            }
        } catch (UncheckedIOException refused) {
            assertEquals("sending", refused.getMessage());
        }
    }

    /// How old a server's only connection was when it ended.
    private static final class EndOfConnection implements ServerObserver {

        private final CompletableFuture<Duration> age = new CompletableFuture<>();

        @Override
        public void closed(Connection connection, CloseReason reason) {
            age.complete(connection.age());
        }

        Duration age() throws Exception {
            return age.get(10, TimeUnit.SECONDS);
        }
    }
}
