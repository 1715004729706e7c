package io.heddle;

import static io.heddle.Eventually.eventually;
import static io.heddle.LimitedServer.BACK;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static io.heddle.LimitedServer.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ListenerSnapshot.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One listener with several sockets of the same port.
class SharedPortTest {

    private static final int SOCKETS = 3;
    private static final int ENOUGH = 30; // peers for each socket to get some, all but surely

    /// Notes which acceptors ask about peers, and expects nothing of them.
    private static final class AcceptorsSeen implements Preamble {

        final Set<String> names = ConcurrentHashMap.newKeySet();

        @Override
        public Expectation expectedOf(SocketAddress peer) {
            if (!Thread.currentThread().isVirtual()) {
                names.add(Thread.currentThread().getName());
            }
            return Expectation.NONE;
        }

        @Override
        public @Nullable Parties receive(Connection connection) {
            return null;
        }
    }

    @BeforeEach
    void systemDealsPeersOut() throws IOException {
        try (var channel = ServerSocketChannel.open()) {
            Requirement.hold(
                    channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT),
                    "the socket option SO_REUSEPORT");
        }
        String system = System.getProperty("os.name");
        Requirement.hold("Linux".equals(system), "a system that deals peers out to sockets");
    }

    private static ListenerConfig shared(String name) {
        return listener(name).withBinding(Binding.DEFAULT.withSockets(SOCKETS));
    }

    private static ListenerConfig shared(ListenerLimits limits) {
        return shared(FRONT).withLimits(limits);
    }

    private static ListenerLimits most(int connections) {
        return ListenerLimits.NONE.withMaxConnections(connections);
    }

    private static List<TestPeer> peers(LimitedServer limited, int count) {
        return IntStream.range(0, count).mapToObj(i -> limited.peer().send("x")).toList();
    }

    @Test
    void allSocketsServeTheSamePort() throws Exception {
        var seen = new AcceptorsSeen();
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT, shared(FRONT).withPreamble(seen), listener(BACK))) {

            eventually()
                    .until(() -> {
                        limited.inside().leave();
                        return seen.names.size() == SOCKETS;
                    });

            assertEquals(
                    Set.of("acceptor front 1", "acceptor front 2", "acceptor front 3"), seen.names);
            assertEquals(2, limited.server().addresses().size());
            assertEquals(2, limited.server().snapshot(0).listeners().size());
        }
    }

    @Test
    void snapshotIsOfAllSocketsTogether() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, shared(FRONT))) {
            for (int i = 0; i < ENOUGH; i++) {
                limited.inside();
            }

            ListenerSnapshot snapshot = limited.server().snapshot(ENOUGH).listeners().getFirst();

            assertEquals(FRONT, snapshot.name());
            assertEquals(State.ACCEPTING, snapshot.state());
            assertEquals(ENOUGH, snapshot.connections());
            assertEquals(ENOUGH, snapshot.listed().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "queue", "reject"})
    void limitOfConnectionsIsExact(String policy) throws Exception {
        AtLimit atLimit =
                switch (policy) {
                    case "hold" -> AtLimit.HOLD;
                    case "queue" -> AtLimit.queue(Duration.ofHours(1));
                    default -> AtLimit.reject("no");
                };
        try (var limited = LimitedServer.start(atMost(100).withAtLimit(atLimit), shared(most(2)))) {

            Crowd.of(
                    8,
                    member -> {
                        for (int i = 0; i < 100; i++) {
                            try (var peer =
                                    TestPeer.connect(limited.address(FRONT))
                                            .send("x")
                                            .halfClose()) {
                                peer.receive(1);
                            }
                        }
                    });

            assertTrue(limited.mostAtOnce() <= 2, "at once: " + limited.mostAtOnce());
            limited.awaitConnections(0);
            limited.inside(); // no place was lost
            limited.inside();
        }
    }

    @Test
    void peersOfAllSocketsComeInWhenPlacesBecomeFree() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, shared(most(1)))) {
            TestPeer inside = limited.inside();
            List<TestPeer> waiting = peers(limited, ENOUGH);
            limited.awaitState(State.AT_LIMIT);

            inside.leave();

            servedOneByOne(limited, waiting);
            assertEquals(1, limited.mostAtOnce());
        }
    }

    /// They are at the mercy of the system as to the order: each leaves as soon as it is served.
    private static void servedOneByOne(LimitedServer limited, List<TestPeer> waiting)
            throws Exception {
        Crowd.of(waiting.size(), member -> waiting.get(member).expect("x").leave());
        limited.awaitConnections(0);
    }

    @Test
    void queuedPeersOfAllSocketsAreCountedAndServed() throws Exception {
        AtLimit queue = AtLimit.queue(Duration.ofHours(1));
        try (var limited =
                LimitedServer.start(Limits.DEFAULT, shared(most(1).withAtLimit(queue)))) {
            TestPeer inside = limited.inside();
            List<TestPeer> waiting = peers(limited, ENOUGH);
            limited.awaitQueued(ENOUGH);

            inside.leave();

            servedOneByOne(limited, waiting);
            limited.awaitQueued(0);
        }
    }

    @Test
    void rateIsThatOfAllSocketsTogether() throws Exception {
        var rarely = new AcceptRate(1, Duration.ofHours(1), 2);
        try (var limited =
                LimitedServer.start(Limits.DEFAULT, shared(ListenerLimits.NONE.withRate(rarely)))) {
            List<TestPeer> peers = peers(limited, ENOUGH);
            eventually().until(() -> limited.served() == 2);
            limited.awaitState(State.AT_RATE);

            assertEquals(2, limited.snapshot(FRONT).connections());

            limited.server().limits(FRONT, ListenerLimits.NONE);

            peers.forEach(peer -> peer.expect("x"));
        }
    }

    @Test
    void limitsByNameHoldForAllSockets() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, shared(most(1)))) {
            limited.inside();
            List<TestPeer> waiting = peers(limited, ENOUGH);
            limited.awaitState(State.AT_LIMIT);

            limited.server().limits(FRONT, most(ENOUGH + 1));

            waiting.forEach(peer -> peer.expect("x"));
            assertEquals(most(ENOUGH + 1), limited.snapshot(FRONT).limits());
        }
    }

    @Test
    void suspendAndResumeHoldForAllSockets() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, shared(FRONT))) {
            limited.server().suspend(FRONT);
            List<TestPeer> waiting = peers(limited, ENOUGH);
            waiting.getLast().expectNothing();
            limited.awaitState(State.SUSPENDED);

            assertEquals(0, limited.served());

            limited.server().resume(FRONT);

            waiting.forEach(peer -> peer.expect("x"));
            assertTrue(limited.server().isReady());
        }
    }

    @Test
    void shutdownDrainsAllSocketsAndFreesThePort() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, shared(FRONT))) {
            List<TestPeer> inside = new ArrayList<>();
            for (int i = 0; i < ENOUGH; i++) {
                inside.add(limited.inside());
            }
            int port = limited.server().port();

            var report = new AtomicReference<@Nullable ShutdownReport>();
            Background stop =
                    Background.start(
                            () -> report.set(limited.server().shutdown(Eventually.PATIENCE)));
            limited.awaitState(State.CLOSED);
            inside.forEach(TestPeer::leave);

            stop.join();
            assertEquals(ENOUGH, Objects.requireNonNull(report.get()).drained());
            try (var again = new ServerSocket()) { // without SO_REUSEPORT: it must be free
                again.bind(new InetSocketAddress(TestPeer.loopback(0).getAddress(), port));
            }
        }
    }

    @Test
    void portOfAnotherWhoDoesNotShareIsRefused() throws Exception {
        try (SocketServer other = Servers.echo()) {
            ListenerConfig same =
                    ListenerConfig.on(other.addresses().getFirst())
                            .withBinding(Binding.DEFAULT.withSockets(SOCKETS));

            assertThrows(
                    ListenException.class,
                    () ->
                            SocketServer.start(
                                    ServerConfig.on(same).withObservers(List.of()), Servers.ECHO));
        }
    }

    @Test
    void unixSocketHasOneSocket() {
        ListenerConfig unix =
                ListenerConfig.on(UnixDomainSocketAddress.of("some.sock")).withName("local");

        String problem =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> unix.withBinding(Binding.DEFAULT.withSockets(2)))
                        .getMessage();

        assertEquals("listener local: sockets must be 1 for a Unix-domain socket, was 2", problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void numberOfSocketsHasBounds(int sockets) {
        String problem =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Binding.DEFAULT.withSockets(sockets))
                        .getMessage();

        assertEquals("sockets must be between 1 and 64, was " + sockets, problem);
    }
}
