package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LingerTest {

    /// What a connection may take that is not to linger for long: more than a busy machine needs.
    private static final Duration SOON = Timeouts.DEFAULT.linger();

    private static final Duration FLOOD = Duration.ofSeconds(8);
    private static final ConnectionHandler RETURNS_AT_ONCE = _ -> {};

    @Test
    void endsAtOnceWhenThePeerCloses() throws Exception {
        var ends = new EndOfConnection();
        try (var server = start(Duration.ofHours(1), ends)) {

            try (var peer = TestPeer.connect(server)) {
                peer.expectEnd();
            }

            ends.age();
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
            assertTrue(age.compareTo(SOON) < 0, age::toString);
        }
    }

    @Test
    void doesNotWaitWhenToldSo() throws Exception {
        var ends = new EndOfConnection();
        try (var server = start(Duration.ZERO, ends);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd();

            Duration age = ends.age();
            assertTrue(age.compareTo(SOON) < 0, age::toString);
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
            assertTrue(age.compareTo(FLOOD.dividedBy(2)) < 0, age::toString);
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

                ends.age();
            }
        }
    }

    private static SocketServer start(Duration linger, ServerObserver observer) throws Exception {
        return SocketServer.start(
                Servers.configWithLinger(linger).withObserver(observer), RETURNS_AT_ONCE);
    }

    private static void sendUntilRefused(TestPeer peer) {
        var bytes = new byte[100_000];
        long end = System.nanoTime() + FLOOD.toNanos();
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

        /// Blocks until it has ended, for some seconds.
        Duration age() throws Exception {
            return age.get(10, TimeUnit.SECONDS);
        }
    }
}
