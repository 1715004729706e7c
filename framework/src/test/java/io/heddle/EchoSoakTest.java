package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Echoes of random sizes on two carriers, checked byte by byte. A lost wake-up is a peer that
/// waits in vain, which it does for 10 s. `-Dheddle.soak.seconds=600` soaks longer.
@Timeout(3600)
class EchoSoakTest {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("heddle.soak.seconds", 20));
    private static final int CARRIERS = 2;
    private static final int PEERS = 6;
    private static final byte[] STREAM = BlockedWrite.pattern(1024 * 1024);

    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private int usualCarriers;

    @BeforeEach
    void limitCarriers() {
        usualCarriers = scheduler.getParallelism();
        scheduler.setParallelism(CARRIERS);
    }

    @AfterEach
    void restoreCarriers() {
        scheduler.setParallelism(usualCarriers);
    }

    @Test
    void echoesEveryByte() {
        assertTimeoutPreemptively(TIME.plusSeconds(40), EchoSoakTest::soak);
    }

    private static void soak() throws Exception {
        var bytes = new AtomicLong();
        long end = System.nanoTime() + TIME.toNanos();
        try (var server = SocketServer.start(Servers.config().withPollers(2), Servers.ECHO)) {

            Crowd.of(PEERS, member -> bytes.addAndGet(echoUntil(end, member, server)));

            assertEquals(bytes.get(), server.bytesIn());
            assertEquals(bytes.get(), server.bytesOut());
        }
    }

    /// @return how many bytes were echoed
    private static long echoUntil(long end, int member, SocketServer server) {
        var random = new Random(member);
        long bytes = 0;
        while (System.nanoTime() - end < 0) {
            try (var peer = TestPeer.connect(server)) {
                int rounds = random.nextInt(1, 5_000);
                for (int i = 0; i < rounds && System.nanoTime() - end < 0; i++) {
                    bytes += echoSomething(peer, random);
                }
                peer.halfClose().expectEnd();
            }
        }
        return bytes;
    }

    /// Mostly small, now and then more than the buffers on the way take.
    private static int echoSomething(TestPeer peer, Random random) {
        int length = random.nextInt(1, 1 << random.nextInt(1, random.nextInt(50) == 0 ? 17 : 11));
        int from = random.nextInt(STREAM.length - length);
        byte[] sent = Arrays.copyOfRange(STREAM, from, from + length);
        peer.send(sent);
        assertArrayEquals(sent, peer.receive(length));
        return length;
    }
}
