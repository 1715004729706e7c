package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What handlers are told of a shutdown, and what they can tell.
class DrainingHandlersTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicReference<ShutdownReport> report = new AtomicReference<>();

    private Background shutdown(SocketServer server, Duration grace) {
        return Background.start(() -> report.set(server.shutdown(grace)));
    }

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
