package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Random datagrams of any length, faster than they can be served: the loop never stops, each one
/// is handled or counted as dropped, one handler in ten fails and loses its datagram only, and the
/// heap stays as it was. `-Dheddle.datagrams=1000000` makes it more.
@Timeout(600)
class DatagramFloodTest {

    private static final int DATAGRAMS = Integer.getInteger("heddle.datagrams", 20_000);
    private static final int LONGEST = 65_507;
    private static final long MEBIBYTE = 1 << 20;

    private final LongAdder handled = new LongAdder();
    private final AtomicLong failures = new AtomicLong();

    private void handle(Datagram datagram) {
        handled.increment();
        if (handled.sum() % 10 == 0) {
            failures.incrementAndGet();
            throw new IllegalStateException("one in ten");
        }
    }

    @Test
    void aFloodIsHandledOrCounted() throws Exception {
        try (var server = DatagramServers.start(this::handle)) {
            flood(server, DATAGRAMS / 4);
            settle(server);
            long before = usedHeap();

            flood(server, DATAGRAMS);
            settle(server);

            long after = usedHeap();
            System.out.println(
                    "%d datagrams sent, %d received, %d dropped, %d failed, heap %+d KiB"
                            .formatted(
                                    DATAGRAMS / 4 + DATAGRAMS,
                                    server.received(),
                                    dropped(server),
                                    failures.get(),
                                    (after - before) / 1024));
            assertTrue(after - before < 8 * MEBIBYTE, () -> "heap grew by " + (after - before));
            assertTrue(failures.get() > 0);
            assertServes(server);
        }
    }

    @Test
    void aFloodOfSessionsIsHandledOrCounted() throws Exception {
        try (var server =
                DatagramServers.startSessions(session -> {
                    for (var d = session.receive(); d != null; d = session.receive()) {
                        handled.increment();
                    }
                })) {
            flood(server, DATAGRAMS);

            settle(server);

            assertEquals(1, server.handlers());
        }
    }

    private static void flood(DatagramServer server, int datagrams) {
        var random = new Random(datagrams);
        byte[] payload = new byte[LONGEST];
        random.nextBytes(payload);
        InetSocketAddress target = server.addresses().getFirst();
        try (var sender = TestSender.to(target)) {
            for (int i = 0; i < datagrams; i++) {
                sender.send(payload, random.nextInt(LONGEST + 1));
            }
        }
    }

    /// All that was received is accounted for.
    private void settle(DatagramServer server) {
        eventually()
                .until(() ->
                        server.received() == handled.sum() + dropped(server)
                                && server.waitingBytes() == 0);
    }

    private static long dropped(DatagramServer server) {
        return Arrays.stream(DropReason.values()).mapToLong(server::dropped).sum();
    }

    private void assertServes(DatagramServer server) {
        long before = handled.sum();
        try (var sender = TestSender.to(server)) {
            sender.send("still there?");
            eventually().until(() -> handled.sum() > before); // the rest of the flood, too
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
