package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Servers that start and stop in one process leave nothing behind. `-Dheddle.runs=1000` makes it
/// more of them.
@Timeout(600)
class RestartTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 100);
    private static final int WARM_UP = 50;

    /// What the virtual machine notes about methods that it compiles lies there as well.
    private static final long MOST_METASPACE_GROWTH = 1024 * 1024;

    @Test
    void leaveNothingBehind() throws Exception {
        startAndStop(WARM_UP);
        long descriptors = Descriptors.open();
        int threads = threads();
        long metaspace = metaspace();

        startAndStop(RUNS);

        Descriptors.awaitBackTo(descriptors);
        eventually().until(RestartTest::threads, now -> now <= threads + 1);
        long grown = metaspace() - metaspace;
        System.out.printf(
                "%d starts: %d descriptors before, %d after; %d threads, %d; metaspace %+d bytes%n",
                RUNS, descriptors, Descriptors.open(), threads, threads(), grown);
        assertTrue(grown < MOST_METASPACE_GROWTH, "metaspace grew by " + grown);
    }

    /// Every other one by a shutdown with a connection.
    private static void startAndStop(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (var server = Servers.start(Servers.ECHO, new RecordingObserver());
                    var peer = TestPeer.connect(server)) {
                peer.echo("hello");
                if (i % 2 == 0) {
                    Background stopping =
                            Background.start(() -> server.shutdown(Duration.ofSeconds(30)));
                    peer.expectEnd().leave();
                    stopping.join();
                } else {
                    peer.halfClose().expectEnd();
                }
            }
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long metaspace() {
        System.gc(); // unloads classes that nobody uses
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(RestartTest::used)
                .sum();
    }

    private static long used(MemoryPoolMXBean pool) {
        return pool.getUsage().getUsed();
    }
}
