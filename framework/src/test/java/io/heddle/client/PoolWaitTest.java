package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.Background;
import io.heddle.Connection;
import io.heddle.OverloadedException;
import io.heddle.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Who waits for a connection, how long, and who is next.
class PoolWaitTest extends PoolFixture {

    @Test
    void servesThemInTheOrderInWhichTheyCame() throws Exception {
        ConnectionPool pool = pool(config(1));
        List<Integer> expected = new ArrayList<>();
        try (Lease lease = pool.borrow(target)) {
            for (int i = 0; i < 50; i++) {
                queueUp(pool, i);
                expected.add(i);
            }

            lease.giveBack();

            eventually().until(() -> served.size() == 50);
        }
        assertEquals(expected, List.copyOf(served));
        assertEquals(1, pool.snapshot().created());
    }

    @Test
    void nobodyOvertakesWhoWaits() throws Exception {
        ConnectionPool pool = pool(config(1));
        Connection connection;
        try (Lease lease = pool.borrow(target)) {
            connection = lease.connection();
            var hold = new CountDownLatch(1);
            Background first =
                    queueUp(
                            pool,
                            () -> {
                                try (Lease mine = pool.borrow(target)) {
                                    assertSame(connection, mine.connection());
                                    hold.await();
                                    mine.giveBack();
                                }
                            });

            lease.giveBack();

            assertEquals(0, pool.snapshot().idle());
            queueUp(pool, 2); // it is not for the taking
            hold.countDown();
            first.join();
        }
    }

    @Test
    void nextOneConnectsWhenConnectionIsClosed() throws Exception {
        ConnectionPool pool = pool(config(1));
        try (Lease lease = pool.borrow(target)) {
            queueUp(pool, 1);
            lease.connection().close();
            lease.giveBack();

            eventually().until(() -> served.contains(1));
        }
        assertEquals(2, pool.snapshot().created());
    }

    @Test
    void nextOneTriesWhenNoConnectionCanBeMade() throws Exception {
        var attempts = new AtomicInteger();
        var go = new CountDownLatch(1);
        ConnectionPool pool =
                pool(
                        config(1),
                        endpoint -> {
                            if (attempts.getAndIncrement() == 0) {
                                awaitQuietly(go);
                                throw new IOException("the first one fails");
                            }
                            return connect(endpoint);
                        });
        Background first =
                Background.startVirtual(
                        () -> assertThrows(IOException.class, () -> pool.borrow(target)));
        eventually().until(() -> pool.snapshot().connecting() == 1);
        queueUp(pool, 1);

        go.countDown();

        eventually().until(() -> served.contains(1));
        first.join();
        assertEquals(1, pool.snapshot().failed());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void connectsWithoutHoldingUpOthers() throws Exception {
        var go = new CountDownLatch(1);
        ConnectionPool pool =
                pool(
                        config(2),
                        endpoint -> {
                            if (connections() == 1) {
                                awaitQuietly(go);
                            }
                            return connect(endpoint);
                        });
        try (Lease lease = pool.borrow(target)) {
            Background slow = Background.startVirtual(() -> ask(pool, target, "slow"));
            eventually().until(() -> pool.snapshot().connecting() == 1);

            lease.giveBack();
            assertEquals("quick", ask(pool, target, "quick"));

            go.countDown();
            slow.join();
        }
    }

    @Test
    void refusesWhoIsOneTooMany() throws Exception {
        ConnectionPool pool = pool(config(1).withWaiting(2, 10));
        try (Lease lease = pool.borrow(target)) {
            queueUp(pool, 1);
            queueUp(pool, 2);

            var full = assertThrows(OverloadedException.class, () -> pool.borrow(target));

            assertEquals(
                    "pool backend has 1 of 1 connections to "
                            + target
                            + ", 1 of 1 in all; 2 of 2 wait for one, 2 of 10 in all:"
                            + " no room for more",
                    full.getMessage());
            assertFalse(full.hasWaited());
            assertEquals(1, pool.snapshot().refused());
            lease.giveBack();
        }
    }

    @Test
    void boundsAllWhoWait() throws Exception {
        ConnectionPool pool = pool(config(1).withWaiting(10, 1));
        try (var another = Servers.echo();
                Lease lease = pool.borrow(target)) {
            queueUp(pool, 1);

            assertThrows(OverloadedException.class, () -> pool.borrow(target(another)));

            assertEquals(1, pool.snapshot().targets());
            lease.giveBack();
            eventually().until(() -> served.contains(1));
        }
    }

    @Test
    void letsNobodyWaitWhereThereIsNoRoomForThat() throws Exception {
        ConnectionPool pool = pool(config(1).withWaiting(0, 0));
        try (Lease lease = pool.borrow(target)) {
            assertThrows(OverloadedException.class, () -> pool.borrow(target));
            lease.giveBack();
        }
        assertEquals("free again", ask(pool, target, "free again"));
    }

    @Test
    void idleConnectionLosesItsPlaceToAnotherTarget() throws Exception {
        ConnectionPool pool = pool(config(1));
        try (var another = Servers.echo()) {
            ask(pool, target, "one");

            assertEquals("other", ask(pool, target(another), "other"));

            assertEquals(1, pool.snapshot().evicted().get(EvictionReason.ROOM));
            assertEquals(1, pool.snapshot().targets());
            assertEquals(1, connections());
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void whoCameFirstIsFirstWhateverItsTarget() throws Exception {
        ConnectionPool pool = pool(config(1));
        try (var another = Servers.echo();
                Lease lease = pool.borrow(target)) {
            queueUp(pool, target(another), 1);
            queueUp(pool, target, 2);
            queueUp(pool, target(another), 3);
            queueUp(pool, target, 4);

            lease.giveBack();

            eventually().until(() -> served.size() == 4);
        }
        assertEquals(List.of(1, 2, 3, 4), List.copyOf(served));
    }

    @Test
    void busyTargetHoldsUpNoOther() throws Exception {
        ConnectionPool pool = pool(config(1).withConnections(1, 2));
        try (var another = Servers.echo();
                Lease lease = pool.borrow(target)) {
            queueUp(pool, 1);

            assertEquals("free", ask(pool, target(another), "free"));

            lease.giveBack();
        }
    }
}
