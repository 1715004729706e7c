package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A hundred peers, one of which loses its connection every 10 ms. `-Dheddle.soak.seconds=60` makes
/// it last longer.
@Timeout(600)
class HavocTest {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("heddle.soak.seconds", 3));
    private static final long BETWEEN_KILLS_NANOS = 10_000_000;
    private static final int PEERS = 100;
    private static final int AFTERWARDS = 1_000;

    @Test
    void servesEveryNewPeerAfterwards() throws Exception {
        try (var server = Servers.echo()) {
            serveNewPeers(server, 20);
            eventually().until(() -> server.connections() == 0);
            long descriptors = Descriptors.open();
            var over = new AtomicBoolean();
            var killed = new AtomicInteger();
            var echoes = new AtomicLong();
            Background havoc =
                    Background.start(() -> {
                        killed.set(killAtRandom(server));
                        over.set(true);
                    });

            Crowd.of(PEERS, _ -> echoes.addAndGet(echoInSpiteOfAll(server, over)));
            havoc.join();
            int served = serveNewPeers(server, AFTERWARDS);

            System.out.printf(
                    "%d connections killed in %s among %d echoes, then %d of %d served%n",
                    killed.get(), TIME, echoes.get(), served, AFTERWARDS);
            assertTrue(killed.get() > 0);
            assertEquals(AFTERWARDS, served);
            eventually().until(() -> server.connections() == 0);
            Descriptors.awaitBackTo(descriptors);
        }
    }

    /// @return how many connections it has ended
    private static int killAtRandom(SocketServer server) {
        var random = new Random(42);
        int killed = 0;
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_KILLS_NANOS);
            List<Connection> open = server.openConnections();
            if (!open.isEmpty()) {
                open.get(random.nextInt(open.size())).abort();
                killed++;
            }
        }
        return killed;
    }

    private static long echoInSpiteOfAll(SocketServer server, AtomicBoolean over) {
        long echoes = 0;
        while (!over.get()) {
            try (var peer = TestPeer.connect(server)) {
                while (!over.get()) {
                    peer.echo("in spite of all");
                    echoes++;
                }
            } catch (UncheckedIOException | AssertionError killed) {
                // as often as it takes: a reset, or a stream that ended early
            }
        }
        return echoes;
    }

    /// @return how many were served
    private static int serveNewPeers(SocketServer server, int count) {
        for (int i = 0; i < count; i++) {
            TestPeer.connect(server).echo("new").halfClose().expectEnd().leave();
        }
        return count;
    }
}
