package io.heddle.client;

import static io.heddle.Eventually.PATIENCE;
import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.Hiccups;
import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import io.heddle.ManualClock;
import io.heddle.Servers;
import io.heddle.TestPeer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A name server that never answers.
class StuckLookupTest {

    private static final int CROWD = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ResolverConfig CONFIG = ResolverConfig.DEFAULT.withThreads(2).withQueue(8);

    private final ManualClock clock = new ManualClock();
    @AutoClose private final FakeResolver names = new FakeResolver();

    @Test
    void waitsEndWithTheTimeout() {
        names.stuckAt("stuck.example");
        var resolver = new CachingResolver(names, CONFIG.withTimeout(SHORT));

        LookupFailedException late =
                assertThrows(LookupFailedException.class, () -> resolver.resolve("stuck.example"));

        assertEquals(LookupFailure.TIMED_OUT, late.reason());
        assertEquals("cannot look up stuck.example: no answer in PT0.05S", late.getMessage());
    }

    @Test
    void waitsEndWithTheDeadline() {
        names.stuckAt("stuck.example");
        var resolver = new CachingResolver(names, CONFIG);

        DeadlineExceededException late =
                assertThrows(
                        DeadlineExceededException.class,
                        () -> Deadline.within(SHORT, () -> resolver.resolve("stuck.example")));

        assertEquals(
                "deadline of PT0.05S exceeded in a lookup of stuck.example", late.getMessage());
    }

    @Test
    void waitsEndWithAnInterrupt() {
        names.stuckAt("stuck.example");
        var resolver = new CachingResolver(names, CONFIG);
        var asking =
                Background.startVirtual(() ->
                                assertThrows(
                                        ConnectionInterruptedException.class,
                                        () -> resolver.resolve("stuck.example")))
                        .awaitWaiting();

        asking.thread().interrupt();

        asking.join();
    }

    @Test
    void lateAnswersAreForThoseWhoComeLater() throws Exception {
        names.with("slow.example", "127.0.0.1").stuckAt("slow.example");
        var resolver = new CachingResolver(names, CONFIG);
        assertThrows(
                DeadlineExceededException.class,
                () -> Deadline.within(SHORT, () -> resolver.resolve("slow.example")));

        names.release("slow.example");
        resolver.resolve("slow.example");

        assertEquals(List.of("slow.example"), names.asked());
    }

    @Test
    void namesThatNobodyWantsAnyMoreAreNotLookedUp() throws Exception {
        names.with("a", "127.0.0.1").with("b", "127.0.0.1").with("d", "127.0.0.1");
        names.stuckAt("a", "b");
        var resolver = new CachingResolver(names, CONFIG);
        List<Background> asking = new ArrayList<>();
        for (String host : List.of("a", "b")) {
            asking.add(Background.startVirtual(() -> resolver.resolve(host)).awaitWaiting());
        }
        eventually().until(() -> names.asked().size() == 2);
        assertThrows(
                DeadlineExceededException.class,
                () -> Deadline.within(SHORT, () -> resolver.resolve("c")));

        assertEquals(0, resolver.queued());
        names.release("a");
        names.release("b");
        resolver.resolve("d");
        asking.forEach(Background::join);
        assertFalse(names.asked().contains("c"));
    }

    @Test
    void stuckThreadsAreReplacedUpToABoundAndComeBack() throws Exception {
        names.stuckAt("a", "b", "c", "d");
        for (String host : List.of("a", "b", "c", "d", "e", "f")) {
            names.with(host, "127.0.0.1");
        }
        var resolver = new CachingResolver(names, CONFIG, clock);
        List<Background> asking = new ArrayList<>();
        ask(resolver, asking, "a", "b");
        eventually().until(() -> names.asked().size() == 2);

        clock.advance(CONFIG.stuck());
        ask(resolver, asking, "c", "d");
        eventually().until(() -> names.asked().size() == 4);
        clock.advance(CONFIG.stuck());
        ask(resolver, asking, "e");

        eventually().until(() -> resolver.queued() == 1);
        assertEquals(2, resolver.givenUp());
        assertEquals(2, resolver.running());
        names.release("a"); // comes back, and is needed
        eventually().until(() -> names.asked().contains("e"));
        names.close();
        asking.forEach(Background::join);
        eventually().until(() -> resolver.running() == 0 && resolver.givenUp() == 0);
        assertEquals(List.of(FakeResolver.address("127.0.0.1")), resolver.resolve("f"));
    }

    @Test
    void othersGoOnBesideACrowdThatWaits() throws Exception {
        var silent = new SilentResolver();
        ResolverConfig config = ResolverConfig.DEFAULT.withTimeout(Duration.ofMinutes(1));
        var resolver = new CachingResolver(silent, config);
        try (silent;
                var server = Servers.echo();
                var peer = TestPeer.connect(server);
                var hiccups = Hiccups.watch()) {
            long before = p99Micros(peer, () -> false);
            var left = new AtomicInteger(CROWD);
            var longest = new AtomicLong();
            List<Background> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                String host = "host-" + i + ".example";
                crowd.add(
                        Background.startVirtual(() -> {
                            long took = waitInVain(resolver, host);
                            longest.accumulateAndGet(took, Math::max);
                            left.decrementAndGet();
                        }));
            }

            long meanwhile = p99Micros(peer, () -> left.get() == 0);

            crowd.forEach(Background::join);
            Duration latest = Duration.ofNanos(longest.get());
            System.out.println(
                    "p99 of an echo before %d us, beside %d waits %d us; limit %s, last wait %s,"
                                    .formatted(before, CROWD, meanwhile, LIMIT, latest)
                            + " longest hiccup "
                            + hiccups.longest());
            Duration allowed = LIMIT.plusSeconds(1).plus(hiccups.longest());
            assertTrue(latest.compareTo(allowed) <= 0, "last wait " + latest);
            long most = 20 * before + 50_000 + hiccups.longest().toMillis() * 1000;
            assertTrue(meanwhile <= most, "p99 " + before + " us, then " + meanwhile + " us");
            assertEquals(config.threads(), resolver.running());
            assertEquals(0, resolver.queued());
        }
    }

    /// @return nanoseconds until its deadline ended it
    private static long waitInVain(Resolver resolver, String host) {
        long begin = System.nanoTime();
        assertThrows(
                DeadlineExceededException.class,
                () -> Deadline.within(LIMIT, () -> resolver.resolve(host)));
        return System.nanoTime() - begin;
    }

    /// Talks for a second at least.
    private static long p99Micros(TestPeer peer, BooleanSupplier done) {
        List<Long> nanos = new ArrayList<>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LIMIT.toNanos() || !done.getAsBoolean()) {
            long start = System.nanoTime();
            peer.echo("0123456789");
            nanos.add(System.nanoTime() - start);
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                break;
            }
        }
        nanos.sort(Comparator.naturalOrder());
        return nanos.get(nanos.size() * 99 / 100) / 1000;
    }

    /// Never answers, whatever it is asked.
    private static final class SilentResolver implements Resolver, AutoCloseable {

        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public List<InetAddress> resolve(String host) {
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    // as native code
                }
            }
            return List.of();
        }

        @Override
        public void close() {
            gate.countDown();
        }
    }

    private static void ask(CachingResolver resolver, List<Background> asking, String... hosts) {
        for (String host : hosts) {
            asking.add(Background.startVirtual(() -> resolver.resolve(host)).awaitWaiting());
        }
    }
}
