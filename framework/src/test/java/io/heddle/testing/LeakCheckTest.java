package io.heddle.testing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeakCheckTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final CountDownLatch SLOW_CLASS_BEGUN = new CountDownLatch(1);
    private static final CountDownLatch SLOW_CLASS_MAY_END = new CountDownLatch(1);

    private final LeakCheck check = new LeakCheck(Duration.ofSeconds(1));

    @Test
    void isOnForEveryTest() {
        assertEquals(2, LeakCheck.watched(), "this class and this test");
    }

    @Test
    void passesCleanTest() throws Exception {
        var context = RecordedContext.of(Tests.class, "plain");
        check.beforeEach(context.asJUnits());

        Thread.ofVirtual().start(() -> {}).join();
        Thread.ofPlatform().start(() -> {}).join();
        Selector.open().close();

        context.end();
    }

    @Test
    void waitsForThreadThatIsAboutToEnd() throws Exception {
        var context = RecordedContext.of(Tests.class, "plain");
        check.beforeEach(context.asJUnits());
        var never = new CountDownLatch(1);

        Thread.ofVirtual().start(() -> waitFor(never, 200));

        context.end();
    }

    @Test
    void reportsPlatformThread() throws Exception {
        reportsThread(Thread.ofPlatform().name("left alone"), "thread \"left alone\" is alive");
    }

    @Test
    void reportsVirtualThread() throws Exception {
        reportsThread(
                Thread.ofVirtual().name("connection-7"),
                "virtual thread \"connection-7\" is alive");
    }

    @Test
    void reportsVirtualThreadWithoutName() throws Exception {
        reportsThread(Thread.ofVirtual(), "virtual thread \"\" is alive");
    }

    private static void reportsThread(Thread.Builder builder, String report) throws Exception {
        var watch = new Watch();
        Thread thread = builder.start(LockSupport::park);
        try {
            var found = watch.leftovers(SHORT, Leftovers.NONE, Set.of());

            assertEquals(1, found.print().size(), () -> found.print().toString());
            assertTrue(found.print().getFirst().startsWith(report), found.print().getFirst());
            assertTrue(
                    found.print().getFirst().contains("LockSupport.park"),
                    found.print().getFirst());
        } finally {
            LockSupport.unpark(thread);
            thread.join();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void reportsSocketWithItsPort() throws Exception {
        var watch = new Watch();
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var socket = ServerSocketChannel.open().bind(loopback)) {
            var found = watch.leftovers(SHORT, Leftovers.NONE, Set.of());

            assertEquals(1, found.print().size(), () -> found.print().toString());
            String port = "port " + socket.socket().getLocalPort() + " ";
            assertTrue(found.print().getFirst().startsWith("socket:"), found.print().getFirst());
            assertTrue(found.print().getFirst().contains(port), found.print().getFirst());
        }
        assertTrue(watch.leftovers(SHORT, Leftovers.NONE, Set.of()).isEmpty());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void reportsSelector() throws Exception {
        var watch = new Watch();
        try (var selector = Selector.open()) {
            var found = watch.leftovers(SHORT, Leftovers.NONE, Set.of());

            assertTrue(selector.isOpen());
            assertTrue(found.print().toString().contains("[eventpoll]"), found::toString);
        }
    }

    @Test
    void failsTestThatLeaksAndSaysSoOnce() throws Exception {
        var classContext = RecordedContext.of(Tests.class);
        check.beforeEach(classContext.asJUnits());
        var context = RecordedContext.of(Tests.class, "leaksOnPurpose");
        check.beforeEach(context.asJUnits());
        var release = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("leaked").start(() -> waitFor(release, 60_000));
        try {
            var failure = assertThrows(AssertionError.class, context::end);

            String expected = "left behind by leaksOnPurpose:\n    virtual thread \"leaked\"";
            assertTrue(failure.getMessage().startsWith(expected), failure.getMessage());
            classContext.end();
        } finally {
            release.countDown();
            thread.join();
        }
    }

    @Test
    void leavesOutWhatIsExempt() throws Exception {
        var context = RecordedContext.of(Tests.class, "mayLeaveThreads");
        check.beforeEach(context.asJUnits());
        Thread thread = Thread.ofVirtual().start(LockSupport::park);

        context.end();

        LockSupport.unpark(thread);
        thread.join();
    }

    @Test
    @MayLeak(value = Leak.PINNED_CARRIER, because = "pins on purpose")
    void reportsPinnedCarrierWithItsTest() throws Exception {
        var pinned = new PinnedCarriers("Tests", false);
        var begin = Instant.now();

        Thread.ofVirtual().name("connection-7").start(LeakCheckTest::pin).join();
        pinned.ran("plain()", begin, false);

        var failure = assertThrows(AssertionError.class, pinned::close);
        assertTrue(
                failure.getMessage()
                        .matches(
                                "(?s)pinned carriers in Tests:\n    virtual thread \"connection-7\""
                                        + " pinned its carrier for \\d+ ms in plain\\(\\) .*LeakCheckTest.*"),
                failure.getMessage());
    }

    @Test
    @MayLeak(value = Leak.PINNED_CARRIER, because = "pins on purpose")
    void leavesOutPinnedCarrierOfTestThatIsExempt() throws Exception {
        var pinned = new PinnedCarriers("Tests", false);
        var begin = Instant.now();

        Thread.ofVirtual().start(LeakCheckTest::pin).join();
        pinned.ran("pins()", begin, true);

        pinned.close();
    }

    @Test
    void reportsNothingOfThreadThatWaitsWithoutPinning() throws Exception {
        var pinned = new PinnedCarriers("Tests", false);
        var never = new CountDownLatch(1);

        Thread.ofVirtual().start(() -> waitFor(never, 100)).join();

        pinned.close();
    }

    @Test
    void reportsNothingOfThreadThatWaitsForAClassThatAnotherInitializes() throws Exception {
        var pinned = new PinnedCarriers("Tests", false);
        var never = new CountDownLatch(1);
        var initializing = Thread.ofPlatform().start(SlowClass::use);
        SLOW_CLASS_BEGUN.await();

        var waiting = Thread.ofVirtual().start(SlowClass::use);
        waitFor(never, 100);
        SLOW_CLASS_MAY_END.countDown();
        initializing.join();
        waiting.join();

        pinned.close();
    }

    private static void waitFor(CountDownLatch latch, long millis) {
        try {
            boolean unusedReleased = latch.await(millis, MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pin() {
        Pinning.once(Duration.ofMillis(60));
    }

    /// Takes as long to initialize as its test wants.
    private static final class SlowClass {

        static {
            SLOW_CLASS_BEGUN.countDown();
            waitFor(SLOW_CLASS_MAY_END, 60_000);
        }

        static void use() {}
    }

    /// Never run; their names and annotations are what counts.
    static final class Tests {

        void plain() {}

        void leaksOnPurpose() {}

        @MayLeak(value = Leak.THREAD, because = "to see that it is left out")
        void mayLeaveThreads() {}
    }
}
