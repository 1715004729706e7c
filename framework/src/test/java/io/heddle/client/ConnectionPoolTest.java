package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.ConnectionClosedException;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which connection is lent, and what becomes of it.
class ConnectionPoolTest extends PoolFixture {

    private ConnectionPool pool;

    @BeforeEach
    void start() {
        pool = pool(config(4));
    }

    private Lease borrow() throws IOException {
        return pool.borrow(target(server));
    }

    private long evicted(EvictionReason reason) {
        return pool.snapshot().evicted().get(reason);
    }

    @Test
    void lendsTheSameConnectionAgain() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals("again", ask(pool, target(server), "again"));
        }

        assertEquals(1, pool.snapshot().created());
        assertEquals(10, pool.snapshot().borrowed());
        assertEquals(1, pool.snapshot().idle());
        assertEquals(1, server.connections());
    }

    @Test
    void lendsToNobodyElseMeanwhile() throws Exception {
        try (Lease one = borrow();
                Lease other = borrow()) {
            assertNotSame(one.connection(), other.connection());
            assertEquals(2, pool.snapshot().lent());
            assertEquals("one", ask(one.connection(), "one"));
            assertEquals("other", ask(other.connection(), "other"));
        }
    }

    @Test
    void lendsTheOneThatWasUsedLast() throws Exception {
        Lease first = borrow();
        Lease second = borrow();
        Connection used = first.connection();
        second.giveBack();
        first.giveBack();

        try (Lease next = borrow()) {
            assertSame(used, next.connection());
        }
    }

    @Test
    void keepsTargetsApart() throws Exception {
        try (var another = Servers.echo()) {
            ask(pool, target(server), "one");
            ask(pool, target(another), "another");

            assertEquals(2, pool.snapshot().idle());
            assertEquals(2, pool.snapshot().targets());
            assertEquals(1, another.connections());
        }
    }

    @Test
    void closesWhatIsNotGivenBack() throws Exception {
        Connection connection;
        try (Lease lease = borrow()) {
            connection = lease.connection();
        }

        assertFalse(connection.isOpen());
        assertEquals(0, connections());
        assertEquals(1, evicted(EvictionReason.DROPPED));
        eventually().until(() -> server.connections() == 0);
    }

    @Test
    void closesWhatWasUsedByWhatFailed() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                pool.with(
                                        target(server),
                                        connection -> {
                                            throw new IllegalStateException("on purpose");
                                        }));

        assertEquals("on purpose", failure.getMessage());
        assertEquals(1, evicted(EvictionReason.DROPPED));
        assertEquals(0, connections());
    }

    @Test
    void endsLeaseOnce() throws Exception {
        Lease lease = borrow();

        lease.giveBack();
        lease.giveBack();
        lease.close();

        assertEquals(1, pool.snapshot().idle());
        assertEquals(0, pool.snapshot().lent());
        try (Lease next = borrow();
                Lease another = borrow()) {
            lease.close();
            assertNotSame(next.connection(), another.connection());
            assertEquals("alive", ask(next.connection(), "alive"));
        }
        assertEquals(2, pool.snapshot().created());
    }

    @Test
    void closedLeaseGivesNothingBack() throws Exception {
        Lease lease = borrow();

        lease.close();
        lease.giveBack();

        assertEquals(0, pool.snapshot().idle());
        assertEquals(1, evicted(EvictionReason.DROPPED));
    }

    @Test
    void leaseReachesNoConnectionAfterItsEnd() throws Exception {
        Lease lease = borrow();
        lease.giveBack();

        var mistake = assertThrows(IllegalStateException.class, lease::connection);

        assertEquals(
                "the lease of a connection to " + target(server) + " of pool backend is over",
                mistake.getMessage());
    }

    @Test
    void closesWhatHasUnreadBytes() throws Exception {
        try (Lease lease = borrow()) {
            Connection connection = lease.connection();
            connection.output().write(new byte[2]);
            connection.input().read();
            lease.giveBack();
        }

        assertEquals(1, evicted(EvictionReason.UNFIT));
        assertEquals("fresh", ask(pool, target(server), "fresh"));
        assertEquals(2, pool.snapshot().created());
    }

    @Test
    void closesWhatTheUserHasClosed() throws Exception {
        pool.with(
                target(server),
                connection -> {
                    connection.close();
                    return "closed";
                });

        assertEquals(1, evicted(EvictionReason.UNFIT));
        assertEquals(0, pool.snapshot().idle());
    }

    @Test
    void lendsNoConnectionWhosePeerHasLeft() throws Exception {
        ask(pool, target(server), "hello");
        server.openConnections().forEach(Connection::close);
        eventually().until(() -> server.connections() == 0);

        assertEquals("fresh", ask(pool, target(server), "fresh"));

        assertEquals(1, evicted(EvictionReason.STALE));
        assertEquals(2, pool.snapshot().created());
        assertEquals(1, connections());
    }

    @Test
    void lendsNoConnectionWhosePeerHasReset() throws Exception {
        Lease lease = borrow();
        Connection connection = lease.connection();
        assertEquals("hello", ask(connection, "hello"));
        lease.giveBack();
        server.openConnections().forEach(Connection::abort);
        eventually().until(() -> !connection.isReusable());

        assertEquals("fresh", ask(pool, target(server), "fresh"));

        assertEquals(1, evicted(EvictionReason.STALE));
    }

    @Test
    void lendsNoConnectionWhosePeerHasSaidSomethingUnasked() throws Exception {
        Lease lease = borrow();
        Connection connection = lease.connection();
        assertEquals("hello", ask(connection, "hello"));
        lease.giveBack();

        server.openConnections().getFirst().output().write('!');
        eventually().until(() -> !connection.isReusable());

        assertEquals("fresh", ask(pool, target(server), "fresh"));
        assertEquals(1, evicted(EvictionReason.STALE));
    }

    @Test
    void survivesRestartOfItsServer() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Lease one = borrow();
                    Lease other = borrow()) {
                ask(one.connection(), "before");
                ask(other.connection(), "before");
                other.giveBack();
                one.giveBack();
            }
            var address = server.addresses().getFirst();
            server.close();
            assertThrows(IOException.class, this::borrow);
            server =
                    SocketServer.start(
                            ServerConfig.on((InetSocketAddress) address).withObservers(List.of()),
                            Servers.ECHO);

            assertEquals("after", ask(pool, target(server), "after"));
        }
        assertEquals(1, connections());
        assertEquals(5, pool.snapshot().failed());
    }

    @Test
    void failsAsItsSourceDoes() {
        var failure = new IOException("no way");
        ConnectionPool failing =
                pool(
                        config(1),
                        target -> {
                            throw failure;
                        });
        for (int i = 0; i < 3; i++) {

            assertSame(
                    failure, assertThrows(IOException.class, () -> failing.borrow(target(server))));

            assertEquals(i + 1, failing.snapshot().failed());
            assertEquals(0, failing.snapshot().targets());
        }
    }

    @Test
    void survivesSourceWithoutConnection() {
        ConnectionPool failing = pool(config(1), target -> null);
        ConnectionPool throwing =
                pool(
                        config(1),
                        target -> {
                            throw new UncheckedIOException(new IOException("odd"));
                        });
        for (int i = 0; i < 3; i++) {
            assertThrows(NullPointerException.class, () -> failing.borrow(target(server)));
            assertThrows(UncheckedIOException.class, () -> throwing.borrow(target(server)));
        }
        assertEquals(0, failing.snapshot().connecting());
    }

    @Test
    void closesWhatIsIdleWhenItIsClosed() throws Exception {
        ask(pool, target(server), "hello");

        pool.close();
        pool.close();

        assertEquals(0, connections());
        assertEquals(1, evicted(EvictionReason.CLOSED));
        var closed = assertThrows(ConnectionClosedException.class, this::borrow);
        assertEquals(
                "pool backend is closed: no connection to " + target(server), closed.getMessage());
    }

    @Test
    void closesWhatIsLentWhenItIsGivenBackToClosedPool() throws Exception {
        Lease lease = borrow();

        pool.close();
        assertEquals("still mine", ask(lease.connection(), "still mine"));
        lease.giveBack();

        assertEquals(0, connections());
        assertEquals(1, evicted(EvictionReason.CLOSED));
    }

    @Test
    void closesWhatIsMadeWhileItIsBeingClosed() throws Exception {
        var closing = new ConnectionPool[1];
        closing[0] =
                pool(
                        config(1),
                        target -> {
                            Connection connection = connect(target);
                            closing[0].close();
                            return connection;
                        });

        assertThrows(ConnectionClosedException.class, () -> closing[0].borrow(target(server)));

        assertEquals(0, connections());
        assertTrue(closing[0].snapshot().evicted().values().stream().allMatch(n -> n == 0));
    }
}
