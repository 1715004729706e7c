package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Observers that throw or block in everything they are told: traffic, accepting, timing and
/// stopping go on.
@Timeout(60)
class FaultyObserverTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration A_TRY = Duration.ofMillis(300);
    private static final int PEERS = 20;

    /// More than are queued for an observer.
    private static final int MANY = 1_500;

    private static final Set<String> NOT_TOLD_HERE =
            Set.of("acceptFailed", "stalled", "observerFailed", "warned");

    private final RecordingObserver other = new RecordingObserver();
    private int turnedAway; // by the way: a place is free a moment after its connection has ended

    /// Shakes hands, and echoes lines; `fail` fails, `time` waits longer than it may.
    private static void handle(Connection connection) throws IOException {
        connection.handshake(() -> connection);
        for (String line = connection.input().readLine(100);
                line != null;
                line = connection.input().readLine(100)) {
            switch (line) {
                case "fail" -> throw new IllegalStateException("on purpose");
                case "time" -> connection.timeouts(Timeouts.DEFAULT.withIdle(SHORT));
                default -> {}
            }
            connection.output().write((line + "\n").getBytes(UTF_8));
        }
    }

    private SocketServer start(FaultyObserver faulty) throws IOException {
        Limits limits =
                Limits.DEFAULT
                        .withMaxConnections(PEERS)
                        .withAtLimit(AtLimit.reject(""))
                        .withAlarm(new Alarm("one", 1, Duration.ZERO));
        return SocketServer.start(
                Servers.config()
                        .withTimeouts(Timeouts.DEFAULT.withLinger(SHORT))
                        .withLimits(limits)
                        .withObserver(faulty.observer())
                        .withObserver(faulty.witness())
                        .withObserver(other),
                FaultyObserverTest::handle);
    }

    @Test
    void disturbsNobodyByThrowingInEverything() throws Exception {
        var faulty = FaultyObserver.throwingEverywhere();
        try (var server = start(faulty)) {
            everythingHappens(server);
            server.shutdown(Duration.ofSeconds(10));
        }

        List<String> untold =
                FaultyObserver.methods()
                        .filter(method -> !NOT_TOLD_HERE.contains(method))
                        .filter(method -> faulty.calls(method) == 0)
                        .toList();
        assertEquals(List.of(), untold);
        assertEquals(List.of("IllegalStateException"), List.copyOf(faulty.blamed()));
        assertEquals("stopped", other.events().getLast());
    }

    private static void everythingHappens(SocketServer server) {
        List<TestPeer> peers = crowd(server);
        reject(server, 1);
        TestPeer first = peers.removeFirst();
        first.send("fail\n").expectEnd().leave();
        peers.getFirst().echo("time\n").expectEnd();
        peers.forEach(TestPeer::close);
        eventually().until(() -> server.connections() == 0);
    }

    /// As many as may come, all served.
    private static List<TestPeer> crowd(SocketServer server) {
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            peers.add(TestPeer.connect(server).echo("hello\n"));
        }
        return peers;
    }

    private static void reject(SocketServer server, int times) {
        for (int i = 0; i < times; i++) {
            TestPeer.connect(server).expectEnd().leave();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "handshaken", "handled", "failed", "closed"})
    void isLeftOutWhileItBlocksThreadsOfConnections(String method) throws Exception {
        var faulty = FaultyObserver.blockingIn(method);
        try (var server = start(faulty)) {
            try {
                server.limits(server.limits().withMaxConnections(Limits.UNLIMITED));
                eventually().until(() -> failAndSee(server) && !faulty.blamed().isEmpty());

                crowd(server).forEach(TestPeer::close);
                eventually().until(() -> server.connections() == faulty.calls(method));
                assertEquals(List.of("blocked"), List.copyOf(faulty.blamed()));
                ShutdownReport report = server.shutdown(SHORT);
                assertEquals(server.connections(), report.open());
                assertTrue(report.open() > 0, "nobody was held");
            } finally {
                faulty.release();
            }
            server.awaitStopped();
        }

        assertEquals("stopped", other.events().getLast());
        assertEquals(closings(), other.accepted().size());
    }

    private long closings() {
        return other.events().stream().filter(event -> event.startsWith("closed")).count();
    }

    /// A peer that makes its handler fail, and closes after a while whatever becomes of it.
    ///
    /// @return whether it was served
    private static boolean failAndSee(SocketServer server) {
        try (var peer = TestPeer.connect(server).patientFor(A_TRY)) {
            peer.send("hello\n").expect("hello\n").send("fail\n");
            return true;
        } catch (UncheckedIOException notServed) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "timedOut", "alarmed"})
    void holdsUpNeitherAcceptingNorTimingWhenItBlocksInTheirEvents(String method) throws Exception {
        var faulty = FaultyObserver.blockingIn(method);
        try (var server = start(faulty)) {
            try {
                List<TestPeer> peers = crowd(server);
                peers.removeFirst().echo("time\n").expectEnd().leave();
                join(server).echo("time\n").expectEnd().leave();
                peers.add(join(server));
                reject(server, MANY);

                eventually().until(() -> keepsTalking(peers) && !faulty.blamed().isEmpty());
                assertEquals(List.of("blocked"), List.copyOf(faulty.blamed()));
                peers.forEach(TestPeer::close);
                assertEquals(0, server.shutdown(Duration.ofSeconds(10)).open());
            } finally {
                faulty.release();
            }
        }

        assertEquals(MANY + turnedAway, other.rejections());
        assertEquals("stopped", other.events().getLast());
    }

    private TestPeer join(SocketServer server) {
        var peer = TestPeer.connect(server).send("hello\n");
        if (peer.receive(6).length == 6) {
            return peer;
        }
        peer.leave();
        turnedAway++;
        return join(server);
    }

    private static boolean keepsTalking(List<TestPeer> peers) {
        peers.forEach(peer -> peer.echo("hello\n"));
        return true;
    }

    @Test
    void isToldAgainWhenItReturns() throws Exception {
        var faulty = FaultyObserver.blockingIn("rejected");
        try (var server = start(faulty)) {
            List<TestPeer> peers = crowd(server);
            reject(server, 1);
            eventually().until(() -> !faulty.blamed().isEmpty());
            reject(server, 1);
            server.flushObservers();
            assertEquals(1, faulty.calls("rejected"));
            int before = faulty.calls("closed");

            faulty.release();

            eventually()
                    .until(() -> {
                        reject(server, 1);
                        return faulty.calls("rejected") > 1;
                    });
            peers.forEach(TestPeer::close);
            eventually().until(() -> faulty.calls("closed") == before + PEERS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"draining", "drained", "stopped"})
    void holdsUpNoStopWhenItBlocksInIt(String method) throws Exception {
        var faulty = FaultyObserver.blockingIn(method);
        try (var server = start(faulty)) {
            crowd(server).forEach(TestPeer::close);

            server.shutdown(Duration.ofSeconds(10));

            assertEquals(1, faulty.calls(method));
            assertEquals("stopped", other.events().getLast());
        } finally {
            faulty.release();
        }
    }

    @Test
    void holdsUpOnlyItsOwnStartWhenItBlocksInIt() throws Exception {
        var faulty = FaultyObserver.blockingIn("started");
        Background starting = Background.start(() -> start(faulty).close());
        eventually().until(() -> faulty.calls("started") == 1);

        try (var another = Servers.echo();
                var peer = TestPeer.connect(another)) {
            peer.echo("hello");
        }

        assertFalse(other.events().contains("started"));
        faulty.release();
        starting.join();
        assertEquals(List.of("started", "stopped"), other.events());
    }
}
