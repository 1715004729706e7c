package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Background;
import io.heddle.Connection;
import io.heddle.Connector;
import io.heddle.ConnectorConfig;
import io.heddle.Endpoint;
import io.heddle.Servers;
import io.heddle.SocketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Pools over a connector, in time that stands still unless a test lets it go on, and threads that
/// wait for their connections. Afterwards nothing is left of them.
abstract class PoolFixture {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(-5); // passes 0 soon, as the system's may
    private final Connector connector = connector();
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final List<Background> waiting = new ArrayList<>();

    /// The numbers of those who queued up and were served, in this order.
    final Queue<Integer> served = new ConcurrentLinkedQueue<>();

    /// An echo, which stays until nobody waits for a connection any more.
    SocketServer server;

    Endpoint target;

    @BeforeEach
    final void startServer() throws IOException {
        server = Servers.echo();
        target = target(server);
    }

    private static Connector connector() {
        try {
            return Connector.open(ConnectorConfig.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Endpoint target(SocketServer server) {
        return new Endpoint(Endpoint.Kind.TCP, server.addresses().getFirst());
    }

    static PoolConfig config(int perTarget) {
        return PoolConfig.DEFAULT
                .withName("backend")
                .withConnections(perTarget, perTarget)
                .withMaxWait(PATIENCE);
    }

    final Connection connect(Endpoint target) throws IOException {
        return connector.connect(target.address());
    }

    final ConnectionPool pool(PoolConfig config) {
        return pool(config, this::connect);
    }

    final ConnectionPool pool(PoolConfig config, ConnectionSource source) {
        return pool(config, source, now::get);
    }

    /// One in the system's time.
    final ConnectionPool poolInRealTime(PoolConfig config) {
        return pool(config, this::connect, System::nanoTime);
    }

    private ConnectionPool pool(PoolConfig config, ConnectionSource source, LongSupplier clock) {
        var pool = new ConnectionPool(source, config, clock, new SplittableRandom(1));
        pools.add(pool);
        return pool;
    }

    final void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /// How many connections are open.
    final int connections() {
        return connector.connections();
    }

    /// Asks the server of an echo.
    static String ask(Connection connection, String question) throws IOException {
        connection.output().write(question.getBytes(UTF_8));
        return new String(connection.input().readExactly(question.length()), UTF_8);
    }

    /// Borrows, uses and gives back.
    static String ask(ConnectionPool pool, Endpoint target, String question) throws IOException {
        return pool.with(target, connection -> ask(connection, question));
    }

    /// Starts something that will wait for a connection, and waits until it does.
    final Background queueUp(ConnectionPool pool, Background.Task task) {
        int before = pool.snapshot().waiting();
        Background thread = Background.startVirtual(task);
        waiting.add(thread);
        eventually().until(() -> pool.snapshot().waiting() == before + 1);
        return thread.awaitWaiting();
    }

    final Background queueUp(ConnectionPool pool, int number) {
        return queueUp(pool, target, number);
    }

    final Background queueUp(ConnectionPool pool, Endpoint endpoint, int number) {
        return queueUp(
                pool,
                () ->
                        pool.with(
                                endpoint,
                                connection -> {
                                    String answer = ask(connection, "thread " + number);
                                    served.add(number);
                                    return answer;
                                }));
    }

    @AfterEach
    final void nothingIsLeft() {
        try {
            endAndCheck();
        } finally {
            connector.close();
            server.close();
        }
    }

    private void endAndCheck() {
        waiting.forEach(Background::join);
        for (ConnectionPool pool : pools) {
            pool.close();
            eventually().untilAsserted(() -> checkEnd(pool.snapshot()));
        }
        assertEquals(0, connections(), "connections left");
    }

    /// The pool's own thread may still be closing one that it has taken out.
    private static void checkEnd(PoolSnapshot end) {
        assertEquals(0, end.idle() + end.lent() + end.connecting() + end.waiting(), "left");
        assertEquals(0, end.targets(), "targets left");
        assertEquals(
                end.created(),
                end.evicted().values().stream().mapToLong(Long::longValue).sum(),
                "made and closed");
    }
}
