package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that reset at every stage of a connection's life: the server's process is afterwards what
/// it was before, and serves others meanwhile. `-Dheddle.connections=100000` makes them more.
@Timeout(900)
class ResetStagesTest {

    private static final int CONNECTIONS = Integer.getInteger("heddle.connections", 4_000);
    private static final int WARM_UP = 2_000;
    private static final int CROWD = 4;
    private static final int STAGES = 4;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long DESCRIPTORS_MORE = 2;
    private static final long BYTES_MORE = 64 * 1024 * 1024;

    @Test
    void leaveTheProcessAsItWas() throws Exception {
        try (var server = RemoteServer.start(LONG, "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
                var other = TestPeer.connect(server.address())) {
            reset(server, WARM_UP);
            eventually().until(() -> server.connections() == 1);
            long descriptors = server.descriptors();
            long bytes = server.residentBytes();
            var over = new AtomicBoolean();
            var served = new AtomicInteger();
            Background others =
                    Background.start(() -> {
                        while (!over.get()) {
                            other.echo("meanwhile\n");
                            TestPeer.connect(server.address()).echo("new\n").leave();
                            served.incrementAndGet();
                        }
                    });

            reset(server, CONNECTIONS);
            over.set(true);
            others.join();

            eventually().until(() -> server.connections() == 1);
            eventually().until(() -> server.descriptors() <= descriptors + DESCRIPTORS_MORE);
            long grown = server.residentBytes() - bytes;
            System.out.printf(
                    "%d resets: %d descriptors before, %d after; resident %d KiB, %+d KiB;"
                            + " %d others served meanwhile%n",
                    CONNECTIONS,
                    descriptors,
                    server.descriptors(),
                    bytes / 1024,
                    grown / 1024,
                    served.get());
            assertTrue(grown <= BYTES_MORE, "grew by " + grown);
            assertTrue(served.get() > 0);
            other.echo("afterwards\n");
        }
    }

    private static void reset(RemoteServer server, int connections) throws InterruptedException {
        var next = new AtomicInteger();
        Crowd.of(
                CROWD,
                _ -> {
                    for (int i = next.getAndIncrement();
                            i < connections;
                            i = next.getAndIncrement()) {
                        resetAtStage(server, i % STAGES);
                    }
                });
    }

    private static void resetAtStage(RemoteServer server, int stage) {
        TestPeer peer = TestPeer.withSmallBuffer(server.address());
        switch (stage) {
            case 0 -> {} // at once, before it is accepted if the server is busy
            case 1 -> peer.send("hel"); // in the middle of a request
            case 2 -> peer.echo("hello\n"); // before the first byte of the next one
            default -> peer.echo("big\n").receive(100); // in the middle of an answer
        }
        peer.reset();
    }
}
