package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    /// Wakes those who wait after a short time, and gives them a long one then.
    private static final ShutdownPlan WAKING =
            ShutdownPlan.within(LONG).withFarewell(LONG.minus(SHORT));

    private final CountDownLatch isIn = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicReference<ShutdownReport> report = new AtomicReference<>();

    /// Answers each line when it may.
    private final ConnectionHandler slowly =
            connection -> {
                for (String line = connection.input().readLine(100);
                        line != null;
                        line = connection.input().readLine(100)) {
                    mayAnswer.await();
                    connection.output().write((line + "!\n").getBytes(UTF_8));
                }
            };

    private Background shutdown(SocketServer server, Duration grace) {
        return Background.start(() -> report.set(server.shutdown(grace)));
    }

    @Test
    void endsIdleConnectionsAtOnce() throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(Servers.ECHO, observer);
                var one = TestPeer.connect(server).echo("one");
                var other = TestPeer.connect(server).echo("other")) {
            Background stopping = shutdown(server, LONG);

            one.expectEnd().leave();
            other.expectEnd().leave();

            stopping.join();
            assertEquals(2, report.get().drained());
            assertEquals(List.of(), report.get().forced());
            assertEquals(0, report.get().open());
            assertEquals(List.of(CloseReason.DRAINED, CloseReason.DRAINED), observer.reasons());
        }
    }

    @Test
    void endsConnectionsThatHaveNeverSentAnything() throws Exception {
        ConnectionHandler greeting =
                connection -> {
                    connection.output().write('>');
                    connection.input().readLine(100);
                };
        try (var server = Servers.start(greeting);
                var peer = TestPeer.connect(server).expect(">")) {
            Background stopping = shutdown(server, LONG);

            peer.expectEnd().leave();

            stopping.join();
            assertEquals(1, report.get().drained());
        }
    }

    @Test
    void waitsForRequestsUnderWay() throws Exception {
        try (var server = Servers.start(slowly);
                var peer = TestPeer.connect(server).send("question\n")) {
            eventually().until(() -> server.bytesIn() == 9);
            Background stopping = shutdown(server, LONG);
            eventually().until(() -> !server.isReady());
            peer.expectNothing();

            mayAnswer.countDown();

            peer.expect("question!\n").expectEnd().leave();
            stopping.join();
            assertEquals(1, report.get().drained());
            assertEquals(List.of(), report.get().forced());
        }
    }

    @Test
    void servesWhatTheKernelHasReadAndNotOnlyWhatItHasPassedOn() throws Exception {
        try (var server = Servers.start(slowly);
                var peer = TestPeer.connect(server).send("one\n")) {
            eventually().until(() -> server.bytesIn() == 4);
            peer.send("two\n");
            Background stopping = shutdown(server, LONG);
            eventually().until(() -> !server.isReady());

            mayAnswer.countDown();

            peer.expect("one!\ntwo!\n").expectEnd().leave();
            stopping.join();
        }
    }

    @Test
    void leavesHalfOfRequestInPeace() throws Exception {
        try (var server = Servers.start(slowly);
                var peer = TestPeer.connect(server)) {
            mayAnswer.countDown();
            peer.send("one\n").expect("one!\n").send("tw");
            eventually().until(() -> server.bytesIn() == 6);
            Background stopping = shutdown(server, LONG);
            eventually().until(() -> !server.isReady());

            peer.expectNothing().send("o\n");

            peer.expect("two!\n").expectEnd().leave();
            stopping.join();
            assertEquals(1, report.get().drained());
        }
    }

    @Test
    void acceptsWhatTheKernelHasCompleted() throws Exception {
        mayAnswer.countDown();
        List<TestPeer> peers = new ArrayList<>();
        try (var server = Servers.start(slowly)) {
            server.suspend(server.snapshot(0).listeners().getFirst().name());
            for (int i = 0; i < 20; i++) {
                peers.add(TestPeer.connect(server).send("question\n"));
            }

            Background stopping = shutdown(server, LONG);

            for (TestPeer peer : peers) {
                peer.expect("question!\n").expectEnd().leave();
            }
            stopping.join();
            assertEquals(20, report.get().drained());
        } finally {
            peers.forEach(TestPeer::close);
        }
    }

    @Test
    void tellsThoseForWhomThereIsNoPlaceInGoodOrder() throws Exception {
        var observer = new RecordingObserver();
        ServerConfig config =
                Servers.config()
                        .withLimits(Limits.DEFAULT.withMaxConnections(1))
                        .withObserver(observer);
        try (var server = SocketServer.start(config, slowly);
                var occupant = TestPeer.connect(server).send("question\n")) {
            eventually().until(() -> server.bytesIn() == 9);
            try (var tooLate = TestPeer.connect(server).send("me, too\n")) {
                Background stopping = shutdown(server, LONG);

                tooLate.expectEnd().leave();

                mayAnswer.countDown();
                occupant.expect("question!\n").expectEnd().leave();
                stopping.join();
            }
        }
        assertEquals(1, observer.rejections());
    }

    @Test
    void keepsServingInTheDelayAndIsNotReady() throws Exception {
        try (var server = Servers.echo();
                var peer = TestPeer.connect(server).echo("before")) {
            assertTrue(server.isReady());
            var plan = ShutdownPlan.within(LONG).withDelay(LONG);
            Background stopping = Background.start(() -> server.shutdown(plan));
            eventually().until(() -> !server.isReady());

            TestPeer.connect(server).echo("new").leave();
            peer.echo("old");
            assertEquals(ServerSnapshot.State.UNREADY, server.snapshot(0).state());

            Background closing = Background.start(server::close);
            peer.expectEnd().leave();
            closing.join();
            stopping.join();
        }
    }

    @Test
    void wakesWaitingHandlersBeforeItForcesThem() throws Exception {
        ConnectionHandler polite =
                connection -> {
                    try {
                        connection.input().readLine(100);
                        connection.input().readLine(100);
                    } catch (DrainingException stopping) {
                        connection.output().write("bye\n".getBytes(UTF_8));
                    }
                };
        try (var server = Servers.start(polite);
                var peer = TestPeer.connect(server).send("first\n")) {
            eventually().until(() -> server.bytesIn() == 6);

            Background stopping = Background.start(() -> report.set(server.shutdown(WAKING)));

            peer.expect("bye\n").expectEnd().leave();
            stopping.join();
            assertEquals(1, report.get().drained());
            assertEquals(List.of(), report.get().forced());
        }
    }

    @Test
    void wakesWaitingWritersBeforeItForcesThem() throws Exception {
        Probe<Void> flooding = Probe.doing(ShutdownTest::flood);
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), flooding);
                var peer = TestPeer.withSmallBuffer(server)) {
            flooding.awaitWaiting();

            Background stopping = Background.start(() -> server.shutdown(WAKING));

            flooding.failure(DrainingException.class);
            peer.leave();
            stopping.join();
        }
    }

    @Test
    void forcesWaitingWritersUntoldIfThereIsNoFarewell() throws Exception {
        Probe<Void> flooding = Probe.doing(ShutdownTest::flood);
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), flooding);
                var peer = TestPeer.withSmallBuffer(server)) {
            flooding.awaitWaiting();
            var plan = ShutdownPlan.within(SHORT).withFarewell(Duration.ZERO);

            Background stopping = Background.start(() -> report.set(server.shutdown(plan)));

            flooding.failure(ConnectionClosedException.class);
            peer.leave();
            stopping.join();
            assertEquals(1, report.get().forced().size());
            assertEquals(0, report.get().drained());
        }
    }

    private static void flood(Connection connection) throws IOException {
        var bytes = new byte[65_536];
        while (true) {
            connection.output().write(bytes);
        }
    }

    @Test
    void saysWhoWasForcedAndWhereTheyStood() throws Exception {
        ConnectionHandler stubborn =
                connection -> {
                    connection.output().write('a');
                    waitIn(mayAnswer);
                };
        var observer = new RecordingObserver();
        try (var server = Servers.start(stubborn, observer);
                var peer = TestPeer.connect(server).expect("a")) {
            InetSocketAddress address = peer.address();
            isIn.await();
            Background stopping = shutdown(server, SHORT);

            peer.expectEnd().leave();

            stopping.join();
            assertEquals(0, report.get().drained());
            assertEquals(1, report.get().forced().size());
            assertEquals(0, report.get().open());
            ShutdownReport.Forced forced = report.get().forced().getFirst();
            assertEquals(address, forced.connection().peer());
            assertEquals(ConnectionPhase.WORKING, forced.connection().phase());
            assertTrue(
                    forced.stack().stream()
                            .anyMatch(frame -> frame.getMethodName().equals("waitIn")),
                    forced::toString);
            assertEquals(List.of(CloseReason.SERVER_CLOSED), observer.reasons());
        }
    }

    private void waitIn(CountDownLatch latch) throws InterruptedException {
        isIn.countDown();
        latch.await();
    }

    @Test
    void doesNotWaitForHandlersThatNothingStops() throws Exception {
        var spins = new AtomicBoolean(true);
        ConnectionHandler deaf =
                connection -> {
                    connection.output().write('a');
                    while (spins.get()) {
                        Thread.onSpinWait();
                    }
                };
        SocketServer server = Servers.start(deaf);
        try (var peer = TestPeer.connect(server).expect("a")) {

            ShutdownReport late = server.shutdown(SHORT);

            assertEquals(1, late.open());
            assertEquals(1, late.forced().size());
            peer.expectEnd();
            assertThrows(Exception.class, () -> TestPeer.connect(server));
        } finally {
            spins.set(false);
            server.close();
        }
    }

    @Test
    void tellsObserversInOrder() throws Exception {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        ServerObserver observer =
                new ServerObserver() {
                    @Override
                    public void draining(SocketServer server) {
                        events.add("draining, ready " + server.isReady());
                    }

                    @Override
                    public void drained(SocketServer server, ShutdownReport report) {
                        events.add("drained " + report.drained());
                    }

                    @Override
                    public void stopped(SocketServer server) {
                        events.add("stopped");
                    }
                };
        try (var server = Servers.start(Servers.ECHO, observer);
                var peer = TestPeer.connect(server).echo("x")) {
            Background stopping = shutdown(server, LONG);
            peer.expectEnd().leave();
            stopping.join();
        }

        assertEquals(List.of("draining, ready false", "drained 1", "stopped"), List.copyOf(events));
    }

    @Test
    void servesThoseWhoQueueForPlace() throws Exception {
        ServerConfig config =
                Servers.config()
                        .withLimits(
                                Limits.DEFAULT
                                        .withMaxConnections(1)
                                        .withAtLimit(AtLimit.queue(LONG)));
        try (var server = SocketServer.start(config, slowly);
                var occupant = TestPeer.connect(server).send("one\n");
                var queued = TestPeer.connect(server).send("two\n")) {
            eventually().until(() -> server.snapshot(0).listeners().getFirst().queued() == 1);
            Background stopping = shutdown(server, LONG);

            mayAnswer.countDown();

            occupant.expect("one!\n").expectEnd().leave();
            queued.expect("two!\n").expectEnd().leave();
            stopping.join();
            assertEquals(2, report.get().drained());
        }
    }

    @Test
    void awaitsConnections() throws Exception {
        try (var server = Servers.echo();
                var one = TestPeer.connect(server).echo("x");
                var other = TestPeer.connect(server).echo("x")) {
            assertFalse(server.awaitConnections(1, Duration.ofMillis(20)));
            Background waiting =
                    Background.start(() -> assertTrue(server.awaitConnections(1, LONG)));

            one.leave();

            waiting.join();
            other.echo("still here");
            assertThrows(IllegalArgumentException.class, () -> server.awaitConnections(-1, LONG));
        }
    }
}
