package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Crowds that do as little as they can: all are gone a second after their limit at the latest.
/// `-Dheddle.connections=10000` makes them larger.
@Timeout(180)
class CrowdTimeoutTest {

    private static final int CROWD = Integer.getInteger("heddle.connections", 1_000);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void silentPeersAreGoneSoonAfterTheLimit() throws Exception {
        Timeouts timeouts = Timeouts.DEFAULT.withFirstByte(LIMIT);
        try (var child = TimedServer.start(timeouts);
                var hiccups = Hiccups.watch();
                var crowd = PeerCrowd.connect(addressOf(child), CROWD)) {

            Duration longest = crowd.staySilent(PATIENCE);

            System.out.println(
                    "limit %s, last of %d silent peers gone after %s, longest hiccup %s"
                            .formatted(LIMIT, CROWD, longest, hiccups.longest()));
            assertEquals(0, crowd.open());
            assertTrue(longest.compareTo(LIMIT) >= 0, "kept for " + longest);
            isWithinASecond(longest, hiccups);
            eventually().until(() -> child.ask("?").startsWith("0 "));
        }
    }

    @Test
    void dribblingPeersAreGoneSoonAfterTheLimitAndOthersAreServed() throws Exception {
        Timeouts timeouts = Timeouts.DEFAULT.withMinimumRate(new MinimumRate(100, 100, LIMIT));
        try (var child = TimedServer.start(timeouts);
                var hiccups = Hiccups.watch()) {
            var server = addressOf(child);
            try (var before = new NormalPeer(server)) {
                before.talkFor(LIMIT);
                var ended = new AtomicBoolean();
                try (var meanwhile = new NormalPeer(server);
                        var crowd = PeerCrowd.connect(server, CROWD)) {
                    Background talking = Background.start(() -> meanwhile.talkUntil(ended));

                    Duration longest = crowd.dribble(PATIENCE);

                    ended.set(true);
                    talking.join();
                    System.out.println(
                            "limit %s, last of %d dribbling peers gone after %s, longest hiccup %s,"
                                            .formatted(LIMIT, CROWD, longest, hiccups.longest())
                                    + " p99 of a normal peer before %d us, meanwhile %d us"
                                            .formatted(before.p99Micros(), meanwhile.p99Micros()));
                    assertEquals(0, crowd.open());
                    isWithinASecond(longest, hiccups);
                }
            }
        }
    }

    private static InetSocketAddress addressOf(ChildJvm child) throws Exception {
        return TestPeer.loopback(Integer.parseInt(child.awaitLine("")));
    }

    private static void isWithinASecond(Duration longest, Hiccups hiccups) {
        Duration latest = LIMIT.plusSeconds(1).plus(hiccups.longest());
        assertTrue(longest.compareTo(latest) <= 0, longest + " is more than " + latest);
    }

    /// One that sends and receives, again and again.
    private static final class NormalPeer implements AutoCloseable {

        private static final int MOST = 1_000_000;

        private final TestPeer peer;
        private final long[] nanos = new long[MOST];
        private int count;

        NormalPeer(InetSocketAddress server) {
            this.peer = TestPeer.connect(server);
        }

        void talkFor(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - end < 0) {
                talk();
            }
        }

        void talkUntil(AtomicBoolean ended) {
            while (!ended.get()) {
                talk();
            }
        }

        private void talk() {
            long start = System.nanoTime();
            peer.echo("0123456789012345678901234567890123456789012345678901234567890123");
            nanos[count++ % MOST] = System.nanoTime() - start;
        }

        long p99Micros() {
            long[] sorted = Arrays.copyOf(nanos, Math.min(count, MOST));
            Arrays.sort(sorted);
            return sorted[(int) (sorted.length * 0.99)] / 1000;
        }

        @Override
        public void close() {
            peer.close();
        }
    }
}
