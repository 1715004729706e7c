package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.testing.Leak;
import io.heddle.testing.MayLeak;
import io.heddle.testing.Pinning;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private static final Duration SOON = Duration.ofMillis(50);

    /// Longer than a busy machine makes a handler wait that has something to do.
    private static final Duration A_WHILE = Duration.ofMillis(500);

    private static final WatchdogConfig QUIET =
            new WatchdogConfig(Timeouts.NEVER, Timeouts.NEVER, Timeouts.NEVER);

    private final Queue<Stall> stalls = new ConcurrentLinkedQueue<>();
    private final ServerObserver observer =
            new ServerObserver() {
                @Override
                public void stalled(SocketServer server, Stall stall) {
                    stalls.add(stall);
                }
            };

    private SocketServer start(WatchdogConfig watchdog, ConnectionHandler handler)
            throws Exception {
        return SocketServer.start(
                Servers.config().withWatchdog(watchdog).withObserver(observer), handler);
    }

    @Test
    void findsVirtualThreadsThatWaitForCarrier() throws Exception {
        var enough = new AtomicBoolean();
        int carriers = Runtime.getRuntime().availableProcessors();
        var spinning = new CountDownLatch(carriers);
        ConnectionHandler busy =
                connection -> {
                    connection.input().read();
                    spinning.countDown();
                    long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
                    while (!enough.get() && System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                };
        try (var server = start(QUIET.withSchedulerLag(SOON), busy)) {
            for (int i = 0; i < carriers; i++) {
                TestPeer.connect(server).send("x").leave();
            }
            spinning.await();

            eventually().until(() -> !stalls.isEmpty());

            enough.set(true); // or the server would not stop
            Stall stall = stalls.element();
            assertEquals(Stall.Kind.SCHEDULER, stall.kind());
            assertNull(stall.connection());
            assertTrue(stall.lasted().compareTo(SOON) > 0, stall::toString);
        }
    }

    @Test
    void findsHandlersThatDoNotMove() throws Exception {
        var latch = new CountDownLatch(1);
        ConnectionHandler stuck =
                connection -> {
                    connection.input().read();
                    standStill(latch);
                };
        try (var server = start(QUIET.withHandler(A_WHILE), stuck);
                var waiting = TestPeer.connect(server);
                var peer = TestPeer.connect(server).send("x")) {

            eventually().until(() -> !stalls.isEmpty());

            Stall stall = stalls.element();
            assertEquals(Stall.Kind.HANDLER, stall.kind());
            assertEquals(2, stall.connection().id());
            assertTrue(
                    stall.stack().stream()
                            .anyMatch(frame -> frame.getMethodName().equals("standStill")),
                    stall::toString);
            assertEquals(1, stalls.size(), "told once, and not of those who wait for their peer");
            latch.countDown();
            waiting.leave();
            peer.expectEnd();
        }
    }

    private static void standStill(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }

    @Test
    @MayLeak(value = Leak.PINNED_CARRIER, because = "pins on purpose")
    void findsPinnedThreadsWithTheirConnection() throws Exception {
        ConnectionHandler pinning =
                connection -> {
                    while (connection.input().read() >= 0) {
                        Pinning.once(SOON.multipliedBy(2));
                    }
                };
        try (var server = start(QUIET.withPinned(SOON), pinning);
                var peer = TestPeer.connect(server)) {

            eventually()
                    .until(() -> {
                        peer.send("x"); // the recording may begin later than the server
                        return stalls.stream().anyMatch(stall -> stall.connection() != null);
                    });

            Stall stall =
                    stalls.stream().filter(each -> each.connection() != null).findFirst().get();
            assertEquals(Stall.Kind.PINNED, stall.kind());
            assertEquals(1, stall.connection().id());
            assertTrue(
                    stall.stack().stream().anyMatch(frame -> frame.getMethodName().equals("once")),
                    stall::toString);
        }
    }

    @Test
    void saysNothingOfServersThatMove() throws Exception {
        try (var server = start(WatchdogConfig.DEFAULT.withHandler(A_WHILE), Servers.ECHO);
                var peer = TestPeer.connect(server)) {
            for (int i = 0; i < 100; i++) {
                peer.echo("hello");
            }
            peer.expectNothingFor(A_WHILE.multipliedBy(2));
        }

        assertEquals(0, stalls.size());
    }
}
