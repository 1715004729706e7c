package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ConnectionClosedException;
import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.OverloadedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Who waits for a connection and gives up, or has to.
class PoolGiveUpTest extends PoolFixture {

    @Test
    void givesUpAfterTheLongestWait() throws Exception {
        ConnectionPool pool = pool(config(1));
        try (Lease lease = pool.borrow(target)) {
            Background late =
                    queueUp(
                            pool,
                            () -> {
                                var gaveUp =
                                        assertThrows(
                                                OverloadedException.class,
                                                () -> pool.borrow(target));
                                assertTrue(gaveUp.hasWaited());
                                assertTrue(
                                        gaveUp.getMessage().endsWith(": none in PT5S"),
                                        gaveUp::getMessage);
                            });

            advance(PATIENCE.minusNanos(1));
            LockSupport.unpark(late.thread());
            assertEquals(1, pool.snapshot().waiting());
            advance(Duration.ofNanos(1));
            LockSupport.unpark(late.thread());

            late.join();
            assertEquals(1, pool.snapshot().timedOut());
            assertEquals(0, pool.snapshot().waiting());
            lease.giveBack();
        }
        assertEquals(1, pool.snapshot().idle());
    }

    @Test
    void givesUpAtTheDeadline() throws Exception {
        ConnectionPool pool = pool(config(1));
        try (Lease lease = pool.borrow(target)) {
            var late =
                    assertThrows(
                            DeadlineExceededException.class,
                            () ->
                                    Deadline.within(
                                            Duration.ofMillis(20), () -> pool.borrow(target)));

            assertTrue(
                    late.getMessage().contains("a wait for a connection to " + target),
                    late::getMessage);
            assertEquals(0, pool.snapshot().waiting());
            assertEquals(0, pool.snapshot().timedOut());
            lease.giveBack();
        }
    }

    @Test
    void lendsNothingPastTheDeadline() throws Exception {
        ConnectionPool pool = pool(config(1));
        assertThrows(
                DeadlineExceededException.class,
                () ->
                        Deadline.within(
                                Duration.ofMillis(10),
                                () -> {
                                    Deadline now = Deadline.current().orElseThrow();
                                    eventually().until(now::isExpired);
                                    return pool.borrow(target);
                                }));

        assertEquals(0, pool.snapshot().borrowed());
    }

    @Test
    void givesUpWhenInterrupted() throws Exception {
        ConnectionPool pool = pool(config(1));
        try (Lease lease = pool.borrow(target)) {
            Background interrupted =
                    queueUp(
                            pool,
                            () -> {
                                assertThrows(
                                        ConnectionInterruptedException.class,
                                        () -> pool.borrow(target));
                                assertTrue(Thread.interrupted(), "still set");
                            });
            queueUp(pool, 2);

            interrupted.thread().interrupt();

            interrupted.join();
            assertEquals(1, pool.snapshot().waiting());
            lease.giveBack();
            eventually().until(() -> served.contains(2));
        }
    }

    @Test
    void interruptIsLeftToTheWorkIfThereIsNoWait() throws Exception {
        ConnectionPool pool = pool(config(1));
        ask(pool, target, "hello");

        Thread.currentThread().interrupt();
        try (Lease lease = pool.borrow(target)) {
            assertTrue(Thread.interrupted());
            lease.giveBack();
        }
        assertEquals(1, pool.snapshot().created());
    }

    @Test
    void interruptEndsAttemptToConnectAndGivesThePlaceBack() {
        ConnectionPool pool =
                pool(
                        config(1),
                        endpoint -> {
                            while (true) {
                                Deadline.parkNanos("a source that hangs", Long.MAX_VALUE);
                            }
                        });
        Background hanging =
                Background.startVirtual(() ->
                        assertThrows(
                                ConnectionInterruptedException.class, () -> pool.borrow(target)));
        eventually().until(() -> pool.snapshot().connecting() == 1);
        hanging.awaitWaiting().thread().interrupt();

        hanging.join();
        assertEquals(0, pool.snapshot().connecting());
        assertEquals(0, pool.snapshot().targets());
    }

    @Test
    void closingWakesWhoWaits() throws Exception {
        ConnectionPool pool = pool(config(1));
        List<Background> threads = new ArrayList<>();
        try (Lease lease = pool.borrow(target)) {
            for (int i = 0; i < 5; i++) {
                threads.add(
                        queueUp(
                                pool,
                                () ->
                                        assertThrows(
                                                ConnectionClosedException.class,
                                                () -> pool.borrow(target))));
            }

            pool.close();

            threads.forEach(Background::join);
            lease.giveBack();
        }
    }

    @Test
    void whoGivesUpLosesNoConnectionThatItHasJustGot() throws Exception {
        ConnectionPool pool = pool(config(1));
        for (int i = 0; i < 200; i++) {
            Lease lease = pool.borrow(target);
            Background waiting =
                    queueUp(
                            pool,
                            () -> {
                                try (Lease mine = pool.borrow(target)) {
                                    mine.giveBack();
                                } catch (ConnectionInterruptedException gaveUp) {
                                    Thread.interrupted();
                                }
                            });
            Background interrupts = Background.startVirtual(waiting.thread()::interrupt);

            lease.giveBack();

            interrupts.join();
            waiting.join();
            assertEquals(1, pool.snapshot().idle());
            assertEquals(0, pool.snapshot().waiting());
        }
        assertEquals(1, pool.snapshot().created());
    }
}
