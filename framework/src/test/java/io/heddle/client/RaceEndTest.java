package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.client.ScriptedRace.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A race leaves nothing behind, however it ends.
class RaceEndTest {

    private static final Duration DELAY = Duration.ofMillis(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    /// Long enough for all attempts to begin, or the first to fail, on a machine that stalls.
    private static final Duration AMPLE = Duration.ofSeconds(2);

    private static final List<InetSocketAddress> ADDRESSES =
            List.of(ScriptedRace.address(1), ScriptedRace.address(2), ScriptedRace.address(3));

    private final Queue<Link> links = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    private AddressRace<Link> race(AddressRace.Attempt<Link> attempt) {
        return new AddressRace<>(
                "a race",
                address -> {
                    underWay.incrementAndGet();
                    try {
                        return attempt.connect(address);
                    } finally {
                        underWay.decrementAndGet();
                    }
                },
                DELAY,
                WaitClock.SYSTEM);
    }

    private Link link() {
        var link = new Link(0);
        links.add(link);
        return link;
    }

    private static Link silence(InetSocketAddress address) throws IOException {
        while (true) {
            Deadline.parkNanos("silence", Long.MAX_VALUE);
        }
    }

    /// As code that takes no notice of interrupts.
    private static void awaitStubbornly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closesThoseThatConnectTooLate() throws IOException {
        var all = new CountDownLatch(3);

        Link winner =
                race(
                                address -> {
                                    all.countDown();
                                    awaitStubbornly(all);
                                    return link();
                                })
                        .run(ADDRESSES);

        assertFalse(winner.closed);
        assertEquals(3, links.size());
        assertEquals(2, links.stream().filter(link -> link.closed).count());
        assertEquals(0, underWay.get());
    }

    @Test
    void endsWithTheDeadline() {
        var thrown =
                assertThrows(
                        DeadlineExceededException.class,
                        () ->
                                Deadline.within(
                                        SHORT, () -> race(RaceEndTest::silence).run(ADDRESSES)));

        assertEquals(0, thrown.getSuppressed().length);
        assertEquals(0, underWay.get());
    }

    @Test
    void tellsAtTheDeadlineWhatFailedBefore() {
        AddressRace.Attempt<Link> attempt =
                address -> {
                    if (address.equals(ADDRESSES.getFirst())) {
                        throw new IOException("refused");
                    }
                    return silence(address);
                };

        var thrown =
                assertThrows(
                        DeadlineExceededException.class,
                        () -> Deadline.within(AMPLE, () -> race(attempt).run(ADDRESSES)));

        assertEquals("refused", thrown.getSuppressed()[0].getMessage());
    }

    @Test
    void closesWhatConnectsAfterTheDeadline() {
        var over = new CountDownLatch(1);
        var caller = new AtomicReference<Thread>();
        var racing =
                Background.startVirtual(() -> {
                    caller.set(Thread.currentThread());
                    assertThrows(
                            DeadlineExceededException.class,
                            () ->
                                    Deadline.within(
                                            AMPLE,
                                            () ->
                                                    race(
                                                                    address -> {
                                                                        awaitStubbornly(over);
                                                                        return link();
                                                                    })
                                                            .run(ADDRESSES)));
                });
        eventually().until(() -> underWay.get() == 3);
        eventually().until(() -> isClosingScope(caller.get()));

        over.countDown();

        racing.join();
        assertEquals(0, underWay.get());
        assertTrue(links.stream().allMatch(link -> link.closed));
    }

    private static boolean isClosingScope(Thread thread) {
        return List.of(thread.getStackTrace()).stream()
                .anyMatch(frame ->
                        frame.getClassName().endsWith("TaskScope")
                                && frame.getMethodName().equals("close"));
    }

    @Test
    void endsWithAnInterruptWhoseStatusIsKept() {
        var racing =
                Background.startVirtual(() -> {
                    assertThrows(
                            ConnectionInterruptedException.class,
                            () -> race(RaceEndTest::silence).run(ADDRESSES));
                    assertTrue(Thread.currentThread().isInterrupted());
                });
        eventually().until(() -> underWay.get() == 3);

        racing.thread().interrupt();

        racing.join();
        assertEquals(0, underWay.get());
    }

    @Test
    void goesOnAfterWhatIsUnchecked() throws IOException {
        Link winner =
                race(
                                address -> {
                                    if (address.equals(ADDRESSES.getLast())) {
                                        return link();
                                    }
                                    throw new IllegalStateException("odd");
                                })
                        .run(ADDRESSES);

        assertFalse(winner.closed);
    }

    @Test
    void tellsWhatIsUncheckedIfThatIsAll() {
        var odd = new IllegalStateException("odd");

        var thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                race(
                                                address -> {
                                                    throw odd;
                                                })
                                        .run(ADDRESSES));

        assertSame(odd, thrown);
    }

    @Test
    void oneAddressNeedsNoOtherThread() throws IOException {
        var thread = new AtomicReference<Thread>();

        race(
                        address -> {
                            thread.set(Thread.currentThread());
                            return link();
                        })
                .run(List.of(ScriptedRace.address(1)));

        assertSame(Thread.currentThread(), thread.get());
    }
}
