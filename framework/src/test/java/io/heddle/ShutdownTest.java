package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

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

            Background stopping = shutdown(server, SHORT);

            peer.expect("bye\n").expectEnd().leave();
            stopping.join();
            assertEquals(1, report.get().drained());
            assertEquals(List.of(), report.get().forced());
        }
    }

    @Test
    void wakesWaitingWritersBeforeItForcesThem() throws Exception {
        Probe<Void> flooding =
                Probe.doing(connection -> {
                    var bytes = new byte[65_536];
                    while (true) {
                        connection.output().write(bytes);
                    }
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), flooding);
                var peer = TestPeer.withSmallBuffer(server)) {
            flooding.awaitWaiting();

            Background stopping = shutdown(server, SHORT);

            flooding.failure(DrainingException.class);
            peer.leave();
            stopping.join();
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

    private static void waitIn(CountDownLatch latch) throws InterruptedException {
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
    void runsAtTheSameTimeFromTwoThreads() throws Exception {
        try (var server = Servers.start(slowly);
                var peer = TestPeer.connect(server).send("question\n")) {
            eventually().until(() -> server.bytesIn() == 9);
            Queue<ShutdownReport> reports = new ConcurrentLinkedQueue<>();
            Background one = Background.start(() -> reports.add(server.shutdown(LONG)));
            Background other = Background.start(() -> reports.add(server.shutdown(LONG)));

            mayAnswer.countDown();

            peer.expect("question!\n").expectEnd().leave();
            one.join();
            other.join();
            assertEquals(reports.poll(), reports.poll());
        }
    }

    @Test
    void isEndedByClose() throws Exception {
        try (var server = Servers.start(slowly);
                var peer = TestPeer.connect(server).send("question\n")) {
            eventually().until(() -> server.bytesIn() == 9);
            Background stopping = shutdown(server, LONG);
            eventually().until(() -> !server.isReady());

            Background closing = Background.start(server::close);

            peer.expectEnd().leave();
            closing.join();
            stopping.join();
            assertEquals(1, report.get().forced().size());
        }
    }

    @Test
    void afterCloseIsOverAtOnce() throws Exception {
        SocketServer server = Servers.echo();
        server.close();

        ShutdownReport late = server.shutdown(LONG);

        assertEquals(0, late.open());
        assertEquals(ServerSnapshot.State.STOPPED, server.snapshot(0).state());
    }

    @Test
    void fromOwnHandlerOnlyBegins() throws Exception {
        var server = new AtomicReference<SocketServer>();
        ConnectionHandler stopping =
                connection -> {
                    connection.input().read();
                    report.set(server.get().shutdown(LONG));
                    connection.output().write('!');
                };
        server.set(Servers.start(stopping));
        try (var peer = TestPeer.connect(server.get()).send("x")) {

            peer.expect("!").expectEnd().leave();

            server.get().awaitStopped();
            assertEquals(1, report.get().open());
        }
    }

    @Test
    void fromTaskOfOwnHandlerOnlyBegins() throws Exception {
        var server = new AtomicReference<SocketServer>();
        ConnectionHandler stopping =
                connection -> {
                    connection.input().read();
                    try (TaskScope<ShutdownReport, RuntimeException> tasks =
                            TaskScope.allSucceed()) {
                        tasks.fork(() -> server.get().shutdown(LONG));
                        report.set(tasks.join().getFirst());
                    }
                };
        server.set(Servers.start(stopping));
        try (var peer = TestPeer.connect(server.get()).send("x")) {

            peer.expectEnd().leave();

            server.get().awaitStopped();
            assertEquals(1, report.get().open());
        }
    }

    @Test
    void fromObserverOnlyBegins() throws Exception {
        ServerObserver eager =
                new ServerObserver() {
                    @Override
                    public void started(SocketServer server) {
                        report.set(server.shutdown(LONG));
                    }
                };

        try (var server = Servers.start(Servers.ECHO, eager)) {
            server.awaitStopped();
        }

        assertEquals(0, report.get().open());
    }

    @Test
    void freesThePortAtOnce() throws Exception {
        SocketServer server = Servers.echo();
        for (int i = 0; i < 20; i++) {
            int port = server.port();
            TestPeer.connect(server).echo("x").leave();

            server.shutdown(LONG);

            server =
                    SocketServer.start(
                            ServerConfig.on(TestPeer.loopback(port)).withObservers(List.of()),
                            Servers.ECHO);
        }
        server.close();
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

    @Nested
    class ToHandlers {

        @Test
        void saysItIsDraining() throws Exception {
            Probe<Boolean> asking =
                    Probe.of(connection -> {
                        boolean before = connection.isDraining();
                        mayAnswer.await();
                        return !before && connection.isDraining();
                    });
            try (var server = Servers.start(asking);
                    var peer = TestPeer.connect(server)) {
                asking.awaitWaiting();
                Background stopping = shutdown(server, LONG);
                eventually().until(() -> asking.connection().isDraining());

                mayAnswer.countDown();

                assertTrue(asking.result());
                peer.expectEnd().leave();
                stopping.join();
            }
        }

        @Test
        void runsActionsOnceAndReportsWhatTheyThrow() throws Exception {
            var observer = new RecordingObserver();
            Queue<String> ran = new ConcurrentLinkedQueue<>();
            Probe<Void> telling =
                    Probe.doing(connection -> {
                        connection.onDrain(() -> ran.add("first"));
                        connection.onDrain(() -> {
                            throw new IllegalStateException("on purpose");
                        });
                        connection.onDrain(mayAnswer::countDown);
                        mayAnswer.await();
                        connection.onDrain(() -> ran.add("at once"));
                    });
            try (var server = Servers.start(telling, observer);
                    var peer = TestPeer.connect(server)) {
                telling.awaitWaiting();

                Background stopping = shutdown(server, LONG);

                peer.expectEnd().leave();
                stopping.join();
                assertEquals(List.of("first", "at once"), List.copyOf(ran));
                assertEquals(1, observer.failures().size());
            }
        }

        @Test
        void isNotHeldUpByActionsThatBlock() throws Exception {
            var blocked = new CountDownLatch(1);
            ConnectionHandler blocking =
                    connection -> {
                        connection.onDrain(() -> {
                            try {
                                blocked.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
                        Servers.ECHO.handle(connection);
                    };
            try (var server = Servers.start(blocking);
                    var peer = TestPeer.connect(server).echo("x")) {

                Background stopping = shutdown(server, LONG);

                peer.expectEnd().leave();
                stopping.join();
                assertEquals(1, report.get().drained());
            } finally {
                blocked.countDown();
            }
        }

        @Test
        void isExactWhereTheHandlerSaysWhenItRests() throws Exception {
            var inMiddle = new AtomicBoolean();
            ConnectionHandler exact =
                    connection -> {
                        while (connection.input().awaitRequest()) {
                            connection.input().readLine(100);
                            connection.output().write("more\n".getBytes(UTF_8)); // in the middle
                            inMiddle.set(true);
                            connection.input().readLine(100);
                            connection.output().write("done\n".getBytes(UTF_8));
                        }
                    };
            try (var server = Servers.start(exact);
                    var resting = TestPeer.connect(server);
                    var working = TestPeer.connect(server)) {
                resting.send("a\n").expect("more\n").send("b\n").expect("done\n");
                working.send("a\n").expect("more\n");
                eventually().untilTrue(inMiddle);

                Background stopping = shutdown(server, LONG);

                resting.expectEnd().leave();
                working.expectNothing().send("b\n").expect("done\n").expectEnd().leave();
                stopping.join();
                assertEquals(2, report.get().drained());
            }
        }
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
