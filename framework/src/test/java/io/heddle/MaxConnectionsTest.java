package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MaxConnectionsTest {

    @Test
    void letsPeersWaitInTheBacklogAtTheLimit() throws Exception {
        try (var server = start(2);
                var first = TestPeer.connect(server);
                var second = TestPeer.connect(server)) {
            first.echo("one");
            second.echo("two");

            try (var third = TestPeer.connect(server)) {
                third.send("three").expectNothing();
                assertEquals(2, server.connections());

                first.leave();

                third.expect("three");
            }
        }
    }

    @Test
    void isNeverExceededByTwoListenersUnderChurn() throws Exception {
        int limit = 5;
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        ConnectionHandler counting =
                connection -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    try {
                        served.incrementAndGet();
                        Servers.ECHO.handle(connection);
                    } finally {
                        now.decrementAndGet();
                    }
                };
        ServerConfig config =
                Servers.config()
                        .withListener(ListenerConfig.on(TestPeer.loopback(0)).withName("second"))
                        .withLimits(Limits.DEFAULT.withMaxConnections(limit));
        try (var server = SocketServer.start(config, counting)) {

            Crowd.of(
                    10,
                    member -> {
                        var random = new Random(member);
                        var address = server.addresses().get(member % 2);
                        for (int i = 0; i < 200; i++) {
                            try (var peer = TestPeer.connect(address)) {
                                peer.echo("x");
                                assertTrue(server.connections() <= limit);
                                if (random.nextInt(4) == 0) {
                                    peer.reset();
                                }
                            }
                        }
                    });

            assertEquals(2_000, served.get());
            assertEquals(limit, most.get());
            holdsExactly(limit, server);
        }
    }

    /// No place was lost, none was won.
    private static void holdsExactly(int limit, SocketServer server) {
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            peers.add(TestPeer.connect(server).echo("takes a place"));
        }
        try (var oneTooMany = TestPeer.connect(server).send("hello").expectNothing()) {
            assertEquals(limit, server.connections());
            peers.forEach(TestPeer::close);
            oneTooMany.expect("hello");
        }
        eventually().until(() -> server.connections() == 0);
    }

    @Test
    void givesPlacesBackWhateverEndsAConnection() throws Exception {
        ConnectionHandler badly =
                connection -> {
                    switch (connection.input().read()) {
                        case 'a' -> connection.abort();
                        case 'c' -> connection.close();
                        case 'e' -> throw new StackOverflowError("on purpose");
                        case 'r' -> throw new IllegalStateException("on purpose");
                        default -> {}
                    }
                };
        ServerConfig config = Servers.config().withLimits(Limits.DEFAULT.withMaxConnections(1));
        try (var server = SocketServer.start(config, badly)) {

            for (int i = 0; i < 100; i++) {
                try (var peer = TestPeer.connect(server)) {
                    peer.send("acer-".substring(i % 5, i % 5 + 1));
                    if (i % 5 == 0) {
                        peer.expectReset();
                    } else {
                        peer.expectEnd();
                    }
                }
            }

            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void doesNotKeepAServerFromStopping() throws Exception {
        SocketServer server = start(1);
        try (var occupant = TestPeer.connect(server);
                var waiting = TestPeer.connect(server)) {
            occupant.echo("in");
            waiting.send("never served").expectNothing();
            Background closing = Background.start(server::close);

            occupant.expectEnd().leave();

            closing.join();
            assertEquals(0, server.connections());
        }
    }

    private static SocketServer start(int maxConnections) throws Exception {
        return SocketServer.start(
                Servers.config().withLimits(Limits.DEFAULT.withMaxConnections(maxConnections)),
                Servers.ECHO);
    }
}
