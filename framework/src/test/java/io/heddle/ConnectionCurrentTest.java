package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// Which thread works for which connection. Of tasks: [TaskScopeOnConnectionTest].
class ConnectionCurrentTest {

    @Test
    void handlerWorksForItsConnection() throws Exception {
        Probe<Connection> probe = Probe.of(connection -> Connection.current());
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            assertSame(probe.connection(), probe.result());
            peer.expectEnd();
        }
    }

    @Test
    void eachHandlerWorksForItsOwn() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    String id = Connection.current().id() == connection.id() ? "own" : "other";
                    connection.output().write(id.getBytes(UTF_8));
                };
        try (var server = Servers.start(handler)) {
            Crowd.of(
                    4,
                    _ -> {
                        for (int i = 0; i < 50; i++) {
                            try (var peer = TestPeer.connect(server)) {
                                peer.expect("own").expectEnd();
                            }
                        }
                    });
        }
    }

    @Test
    void handlerThatHasClosedItsConnectionStillWorksForIt() throws Exception {
        Probe<Connection> probe =
                Probe.of(connection -> {
                    connection.close();
                    return Connection.current();
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            assertSame(probe.connection(), probe.result());
            peer.expectEnd();
        }
    }

    @Test
    void threadOutsideWorksForNone() {
        Thread.currentThread().setName("outsider");

        var refused = assertThrows(IllegalStateException.class, Connection::current);

        assertEquals("outsider works for no connection", refused.getMessage());
    }

    @Test
    void threadThatHandlerStartsByItselfWorksForNone() throws Exception {
        Probe<String> probe =
                Probe.of(connection -> {
                    var seen = new CompletableFuture<Throwable>();
                    Thread.ofVirtual()
                            .name("runaway")
                            .start(() ->
                                    seen.complete(
                                            assertThrows(
                                                    IllegalStateException.class,
                                                    Connection::current)))
                            .join();
                    return String.valueOf(seen.join().getMessage());
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            assertEquals("runaway works for no connection", probe.result());
            peer.expectEnd();
        }
    }

    @Test
    void scopeOutsideHandsNoneOn() throws Exception {
        for (ScopedBy kind : ScopedBy.values()) {
            try (TaskScope<Connection, IllegalStateException> tasks = kind.allSucceed()) {
                tasks.fork(Connection::current);

                assertThrows(IllegalStateException.class, tasks::join);
            }
        }
    }

    /// Notes for whom the thread works that calls back.
    private static final class Noting implements ServerObserver {

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        private void note(String event, Connection expected) {
            try {
                seen.add(event + (Connection.current() == expected ? " own" : " other"));
            } catch (IllegalStateException none) {
                seen.add(event + " none");
            }
        }

        @Override
        public void accepted(Connection connection) {
            note("accepted", connection);
        }

        @Override
        public void timedOut(Connection connection, TimeoutPhase phase) {
            note("timedOut", connection);
        }

        @Override
        public void failed(Connection connection, Throwable failure) {
            note("failed", connection);
        }

        @Override
        public void closed(Connection connection, CloseReason reason) {
            note("closed", connection);
        }
    }

    @Test
    void observersAreToldByThreadOfConnection() throws Exception {
        var observer = new Noting();
        ConnectionHandler handler =
                connection -> {
                    throw new ArithmeticException("on purpose");
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
        }

        assertEquals(
                List.of("accepted own", "failed own", "closed own"), List.copyOf(observer.seen));
    }

    /// It is told aside, by a thread that works for no connection, and so may come after the end.
    @Test
    void observersAreNotToldOfTimeoutByThreadOfAnotherConnection() throws Exception {
        var observer = new Noting();
        ConnectionHandler handler =
                connection -> { // not before observers were told that it was accepted
                    connection.timeouts(Timeouts.DEFAULT.withHandler(Duration.ofMillis(50)));
                    connection.input().read();
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
        }

        List<String> seen = List.copyOf(observer.seen);
        assertEquals(3, seen.size(), seen::toString);
        assertEquals("accepted own", seen.getFirst());
        assertEquals(Set.of("accepted own", "timedOut none", "closed own"), Set.copyOf(seen));
    }

    /// The limit of the handler is over with the handler; it must neither end the wait nor make it
    /// spin.
    @Test
    void observerMayWaitForTasksOfItsOwn() throws Exception {
        var results = new CompletableFuture<List<String>>();
        ServerObserver observer =
                new ServerObserver() {
                    @Override
                    public void closed(Connection connection, CloseReason reason) {
                        try (TaskScope<String, Exception> tasks = TaskScope.allSucceed()) {
                            tasks.fork(() -> Deadline.current().isPresent() ? "limited" : "free");
                            results.complete(tasks.join());
                        } catch (Exception e) {
                            results.completeExceptionally(e);
                        }
                    }
                };
        var config =
                Servers.config()
                        .withTimeouts(Timeouts.DEFAULT.withHandler(Duration.ofMinutes(1)))
                        .withObserver(observer);
        try (var server = SocketServer.start(config, _ -> {});
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
        }

        assertEquals(List.of("free"), results.join());
    }
}
