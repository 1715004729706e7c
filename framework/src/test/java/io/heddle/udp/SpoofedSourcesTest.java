package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.AcceptRate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Whoever forges addresses has very many: what is remembered of them is bounded, and each of those
/// that are remembered is held to its rate.
class SpoofedSourcesTest {

    private static final int SOURCES = 100_000;
    private static final long MOST_BYTES = 16 << 20;

    private final SourceRates rates =
            new SourceRates(
                    DatagramLimits.DEFAULT.withPerSource(
                            new AcceptRate(1, Duration.ofSeconds(1), 1)));

    private static InetAddress source(int i) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {127, (byte) (i >> 16), (byte) (i >> 8), (byte) i});
    }

    @Test
    void aHundredThousandSourcesTakeLittleMemory() throws Exception {
        rates.admits(source(1), 0);
        long before = usedHeap();

        for (int i = 0; i < SOURCES; i++) {
            rates.admits(source(i), 0);
        }

        long taken = usedHeap() - before;
        System.out.println(SOURCES + " sources take " + taken / 1024 + " KiB");
        assertTrue(taken <= MOST_BYTES, () -> "takes " + taken);
        assertFalse(rates.admits(source(SOURCES - 1), 1), "remembered");
        assertTrue(rates.admits(source(0), 1), "forgotten, and new again");
    }

    @Test
    void aSourceIsAsLargeAsItsBitsSay() throws Exception {
        var limits =
                DatagramLimits.DEFAULT
                        .withPerSource(new AcceptRate(1, Duration.ofSeconds(1), 1))
                        .withSourceBits(24, 48);
        var byNetwork = new SourceRates(limits);

        assertTrue(byNetwork.admits(InetAddress.ofLiteral("127.0.0.1"), 0));
        assertFalse(byNetwork.admits(InetAddress.ofLiteral("127.0.0.2"), 0));
        assertTrue(byNetwork.admits(InetAddress.ofLiteral("127.0.1.1"), 0));
        assertTrue(byNetwork.admits(InetAddress.ofLiteral("2001:db8::1"), 0));
        assertFalse(byNetwork.admits(InetAddress.ofLiteral("2001:db8:0:1::1"), 0));
    }

    @Test
    void overSocketsEachSourceHasItsOwnRate() throws Exception {
        var limits =
                DatagramLimits.DEFAULT.withPerSource(new AcceptRate(1, Duration.ofHours(1), 1));
        try (var server = DatagramServers.start(limits, DatagramServers.ECHO)) {
            for (int i = 1; i <= 50; i++) {
                try (var sender =
                        TestSender.from(source(0x10000 + i), server.addresses().getFirst())) {
                    sender.send("x").expect("x").send("y");
                }
            }

            eventually().until(() -> server.dropped(DropReason.RATE_EXCEEDED) == 50);
            eventually().until(() -> server.sent() == 50); // counted once it is sent
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
