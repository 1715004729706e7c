package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A shutdown with a crowd that does nothing, some times in the same process.
/// `-Dheddle.connections=10000` makes the crowd larger.
@Timeout(180)
class CrowdShutdownTest {

    private static final int CROWD = Integer.getInteger("heddle.connections", 1_000);
    private static final int TIMES = 4;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void endsAllWhoAreAtRestInGoodOrder() throws Exception {
        try (var server = RemoteServer.start(LONG)) {
            for (int i = 0; i < TIMES; i++) {
                shutDown(server);
            }
        }
    }

    private static void shutDown(RemoteServer server) throws Exception {
        var took = new AtomicReference<Duration>();
        try (var crowd = PeerCrowd.connect(server.address(), CROWD);
                var hiccups = Hiccups.watch()) {
            Eventually.eventually().until(() -> server.connections() == CROWD);
            long begin = System.nanoTime();
            Background stopping = Background.start(() -> took.set(server.shutdown()));
            crowd.staySilent(PATIENCE);
            Duration seen = Duration.ofNanos(System.nanoTime() - begin);
            stopping.join();

            System.out.printf(
                    "shutdown with %d idle connections: returned after %s,"
                            + " all peers saw their end after %s, longest hiccup %s%n",
                    CROWD, took.get(), seen, hiccups.longest());
            assertEquals(0, crowd.open());
            assertEquals(0, crowd.resets());
        }
    }
}
