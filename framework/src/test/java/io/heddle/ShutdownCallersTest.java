package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Who asks for a shutdown, from where, and how often.
class ShutdownCallersTest {

    private static final Duration LONG = Duration.ofSeconds(30);

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
        ServerConfig config =
                ServerConfig.on(TestPeer.loopback(Servers.unusedPort())).withObservers(List.of());
        for (int i = 0; i < 20; i++) {
            SocketServer server = SocketServer.start(config, Servers.ECHO);
            TestPeer.connect(server).echo("x").leave();

            server.shutdown(LONG);
        }
    }
}
