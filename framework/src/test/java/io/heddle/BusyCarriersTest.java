package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// All carriers compute, so that no virtual thread gets on: limits are enforced all the same.
class BusyCarriersTest {

    private static final Duration SPIN = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final int SILENT = 50;

    private final int carriers = Runtime.getRuntime().availableProcessors();
    private final CountDownLatch spinning = new CountDownLatch(carriers);
    private final AtomicBoolean enough = new AtomicBoolean();

    /// A `!` keeps a carrier, anything else waits for more.
    private void spinOrWait(Connection connection) throws Exception {
        if (connection.input().read() == '!') {
            spinning.countDown();
            long end = System.nanoTime() + SPIN.toNanos();
            while (!enough.get() && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        } else {
            connection.input().read();
        }
    }

    private static long waitingIn(SocketServer server) {
        return server.openConnections().stream()
                .filter(connection -> connection.bytesIn() > 0)
                .filter(connection -> connection.snapshot().phase() == ConnectionPhase.READING)
                .count();
    }

    @Test
    void silentPeersAreCutAtTheHardLimit() throws Exception {
        var observer = new RecordingObserver();
        Timeouts timeouts = Timeouts.DEFAULT.withIdle(LIMIT).withGrace(GRACE);
        ServerConfig config = Servers.config().withTimeouts(timeouts).withObserver(observer);
        try (var server = SocketServer.start(config, this::spinOrWait);
                var hiccups = Hiccups.watch()) {
            List<TestPeer> silent = new ArrayList<>();
            for (int i = 0; i < SILENT; i++) {
                silent.add(TestPeer.connect(server).send("?"));
            }
            eventually().until(() -> waitingIn(server) == SILENT); // for a thread that still runs
            long begin = System.nanoTime();
            List<TestPeer> busy = new ArrayList<>();
            for (int i = 0; i < carriers; i++) {
                busy.add(TestPeer.connect(server).send("!"));
            }
            spinning.await();

            silent.forEach(TestPeer::expectEnd);

            Duration cut = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(cut.compareTo(SPIN) < 0, "only when the carriers were free: " + cut);
            Duration latest = LIMIT.plus(GRACE).plusSeconds(1).plus(hiccups.longest());
            assertTrue(cut.compareTo(latest) < 0, cut + " is more than " + latest);
            enough.set(true);
            silent.forEach(TestPeer::close);
            busy.forEach(TestPeer::close);
            eventually().until(() -> server.connections() == 0);
            assertEquals(SILENT, Collections.frequency(observer.reasons(), CloseReason.TIMED_OUT));
        }
    }
}
