package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.AttributeKey;
import io.heddle.Connection;
import io.heddle.Connector;
import io.heddle.ConnectorConfig;
import io.heddle.Deadline;
import io.heddle.Endpoint;
import io.heddle.OverloadedException;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads, servers that do what they should not, sources that fail, deadlines and interrupts:
/// no connection is lent twice, none is left behind, and whoever waits has his turn.
class PoolStressTest {

    private static final int BORROWS = Integer.getInteger("heddle.borrows", 20_000);
    private static final int THREADS = 200;
    private static final int TARGETS = 3;
    private static final int PER_TARGET = 8;
    private static final int IN_ALL = 20; // fewer than all targets want

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofMillis(200); // for an answer

    private static final AttributeKey<AtomicReference<Thread>> OWNER = AttributeKey.named("owner");

    private final List<SocketServer> servers = new ArrayList<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong borrowed = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong cutShort = new AtomicLong();
    private final AtomicLong overloaded = new AtomicLong();
    private final AtomicLong lentTwice = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    private static final class Fault extends IOException {
        private static final long serialVersionUID = 1L;

        Fault() {
            super("on purpose");
        }
    }

    /// Answers, most of the time.
    private static void misbehave(Connection connection) throws IOException {
        var random = new SplittableRandom(connection.id());
        while (connection.input().peek() >= 0) {
            byte[] question = connection.input().readExactly(Long.BYTES);
            switch (random.nextInt(1000)) {
                case 0, 1, 2, 3, 4 -> connection.abort();
                case 5, 6, 7, 8, 9 -> connection.close();
                case 10, 11, 12, 13, 14 -> {
                    connection.output().write(question);
                    connection.close();
                }
                case 15, 16, 17, 18, 19 -> {
                    connection.output().write(question);
                    connection.abort();
                }
                case 20, 21, 22, 23, 24 ->
                        connection
                                .output()
                                .write(ByteBuffer.wrap(question), ByteBuffer.wrap(question));
                case 25 -> connection.input().readAllBytes(); // no answer: the peer has to leave
                case 26, 27, 28 -> connection.output().write(question, 0, 3);
                default -> connection.output().write(question);
            }
            if (!connection.isOpen()) {
                return;
            }
        }
    }

    private Connection connect(Connector connector, Endpoint target) throws IOException {
        long number = begun.get();
        if (number % 101 == 0) {
            throw new Fault();
        }
        if (number % 103 == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        Connection connection = connector.connect(target.address());
        connection.attribute(OWNER, new AtomicReference<>());
        return connection;
    }

    private void own(Connection connection, Thread from, Thread to) {
        if (!connection.attribute(OWNER).compareAndSet(from, to)) {
            lentTwice.incrementAndGet();
        }
    }

    private void exchange(Connection connection, long number) throws IOException {
        byte[] question = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        connection.output().write(question);
        byte[] answer = connection.input().readExactly(Long.BYTES);
        if (ByteBuffer.wrap(answer).getLong() != number) {
            wrong.incrementAndGet();
        }
    }

    private void use(Lease lease, long number, SplittableRandom random) throws IOException {
        Connection connection = lease.connection();
        borrowed.incrementAndGet();
        own(connection, null, Thread.currentThread());
        try {
            exchange(connection, number);
            if (random.nextInt(200) == 0) {
                throw new Fault();
            }
        } finally {
            own(connection, Thread.currentThread(), null);
        }
        lease.giveBack();
        if (random.nextInt(50) == 0) {
            lease.giveBack();
        }
    }

    private void borrow(ConnectionPool pool, long number, SplittableRandom random)
            throws IOException {
        Endpoint target = PoolFixture.target(servers.get(random.nextInt(TARGETS)));
        if (random.nextInt(20) == 0) {
            Deadline.within(SHORT, () -> borrow(pool, target, number, random));
        } else {
            borrow(pool, target, number, random);
        }
    }

    private void borrow(ConnectionPool pool, Endpoint target, long number, SplittableRandom random)
            throws IOException {
        try (Lease lease = pool.borrow(target)) {
            Deadline.within(LONG, () -> use(lease, number, random));
        }
    }

    private void run(ConnectionPool pool, int thread) {
        var random = new SplittableRandom(thread);
        while (borrowed.get() < BORROWS) {
            long number = begun.incrementAndGet();
            try {
                borrow(pool, number, random);
                answered.incrementAndGet();
            } catch (OverloadedException full) {
                overloaded.incrementAndGet();
                LockSupport.parkNanos(1_000_000);
            } catch (WaitEndedException ended) {
                cutShort.incrementAndGet();
            } catch (IOException failed) {
                broken.incrementAndGet();
            }
            Thread.interrupted();
        }
    }

    /// One for a hundred borrows, however slow the machine is.
    private void interruptSome(List<Thread> threads) {
        var random = new SplittableRandom(1);
        long next = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            if (begun.get() >= next) {
                next = begun.get() + 100;
                threads.get(random.nextInt(THREADS)).interrupt();
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    @Timeout(1200)
    void nothingIsLostAndNothingIsLentTwice() throws Exception {
        for (int i = 0; i < TARGETS; i++) {
            servers.add(Servers.start(PoolStressTest::misbehave));
        }
        var config =
                PoolConfig.DEFAULT
                        .withName("stressed")
                        .withConnections(PER_TARGET, IN_ALL)
                        .withWaiting(THREADS / 2, THREADS - IN_ALL - 5)
                        .withMaxIdle(Duration.ofMillis(10))
                        .withMaxAge(Duration.ofMillis(500));
        long start = System.nanoTime();
        PoolSnapshot end;
        try (Connector connector = Connector.open(ConnectorConfig.DEFAULT)) {
            end = stress(connector, config);
        }
        for (SocketServer server : servers) {
            eventually().until(() -> server.connections() == 0);
            server.close();
        }
        report(end, System.nanoTime() - start);
        assertIdle(end);
        assertEquals(0, end.idle());
        assertEquals(0, end.targets());
        assertEquals(end.created(), evictions(end));
        assertTrue(borrowed.get() >= BORROWS);
        assertEquals(
                begun.get(), answered.get() + broken.get() + cutShort.get() + overloaded.get());
        assertEquals(0, lentTwice.get(), "lent twice");
        assertEquals(0, wrong.get(), "answers to others");
        assertTrue(answered.get() > BORROWS / 4, "answered: " + answered);
    }

    private PoolSnapshot stress(Connector connector, PoolConfig config) {
        var pool = new ConnectionPool(target -> connect(connector, target), config);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> run(pool, number)));
        }
        interruptSome(threads);
        assertIdle(pool.snapshot());
        pool.close();
        // the pool's own thread may still be closing one that it has taken out
        eventually().until(() -> evictions(pool.snapshot()) == pool.snapshot().created());
        assertEquals(0, connector.connections());
        return pool.snapshot();
    }

    private static void assertIdle(PoolSnapshot pool) {
        assertEquals(0, pool.lent(), "lent");
        assertEquals(0, pool.connecting(), "connecting");
        assertEquals(0, pool.waiting(), "waiting");
    }

    private static long evictions(PoolSnapshot pool) {
        return pool.evicted().values().stream().mapToLong(Long::longValue).sum();
    }

    private void report(PoolSnapshot end, long nanos) {
        System.out.printf(
                "%s borrows in %d ms of %s attempts: %s answered, %s broken, %s cut short, %s refused;"
                        + " %s lent twice, %s wrong; %s%n",
                borrowed,
                nanos / 1_000_000,
                begun,
                answered,
                broken,
                cutShort,
                overloaded,
                lentTwice,
                wrong,
                end);
    }

    /// A thread that asks later is not served earlier. A thread that is held up by the machine
    /// between its asking and its place in line comes late, and all the others a place earlier: the
    /// few that this happens to are only told of.
    @Test
    void waitsAreFair() throws Exception {
        int threads = 100;
        int rounds = Math.max(20, Math.min(500, BORROWS / 2000));
        var arrivals = new AtomicLong();
        List<Long> service = Collections.synchronizedList(new ArrayList<>());
        var config = PoolConfig.DEFAULT.withConnections(4, 4).withMaxWait(Duration.ofMinutes(1));
        try (var server = Servers.echo();
                Connector connector = Connector.open(ConnectorConfig.DEFAULT);
                var pool =
                        new ConnectionPool(target -> connector.connect(target.address()), config)) {
            Endpoint target = PoolFixture.target(server);
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    for (int round = 0; round < rounds; round++) {
                                        long arrival = arrivals.incrementAndGet();
                                        try (Lease lease = pool.borrow(target)) {
                                            service.add(arrival);
                                            exchange(lease.connection(), arrival);
                                            lease.giveBack();
                                        } catch (IOException e) {
                                            broken.incrementAndGet();
                                        }
                                    }
                                }));
            }
            for (Thread thread : all) {
                thread.join();
            }
        }
        List<Long> moved = new ArrayList<>();
        for (int i = 0; i < service.size(); i++) {
            moved.add(Math.abs(service.get(i) - (i + 1)));
        }
        Collections.sort(moved);
        long usual = moved.get(moved.size() * 95 / 100);
        System.out.printf(
                "%d turns of %d threads at 4 connections: out of place by %d (half of them), %d"
                        + " (95 %%), %d (99 %%), %d (most)%n",
                moved.size(),
                threads,
                moved.get(moved.size() / 2),
                usual,
                moved.get(moved.size() * 99 / 100),
                moved.getLast());
        assertEquals((long) threads * rounds, service.size());
        assertEquals(0, broken.get());
        assertTrue(usual < threads / 2, "out of place by " + usual);
    }
}
