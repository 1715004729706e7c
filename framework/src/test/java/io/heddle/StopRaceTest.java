package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many stop a server at the same time, in all ways, even while it starts: it stops, once.
/// `-Dheddle.runs=1000` makes it more often.
@Timeout(600)
class StopRaceTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 50);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SPINS = 20_000;

    private final Random random = new Random(5);

    @Test
    void endsInOneStopWhoeverAsks() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            race(random.nextBoolean());
        }
    }

    private void race(boolean byHandler) throws Exception {
        var observer = new RecordingObserver();
        var itself = new AtomicReference<SocketServer>();
        ConnectionHandler stopping =
                connection -> {
                    connection.input().read();
                    if (byHandler) {
                        itself.get().shutdown(LONG);
                    }
                    Servers.ECHO.handle(connection);
                };
        try (var server = Servers.start(stopping, observer)) {
            itself.set(server);
            try (var peer = TestPeer.connect(server);
                    var idle = TestPeer.connect(server)) {
                eventually().until(() -> server.connections() == 2);
                Background.Task shutdown = () -> server.shutdown(LONG);
                List<Background> all =
                        together(shutdown, shutdown, server::close, () -> peer.send("x"));
                all.getLast().join();
                peer.expectEnd().leave();
                idle.expectEnd().leave();
                all.forEach(Background::join);
            }
            isStopped(server, observer);
        }
    }

    /// Starts all at once, or nearly.
    private static List<Background> together(Background.Task... tasks) {
        var begin = new CountDownLatch(1);
        List<Background> all = new ArrayList<>();
        for (Background.Task task : tasks) {
            all.add(
                    Background.start(() -> {
                        begin.await();
                        spin();
                        task.run();
                    }));
        }
        begin.countDown();
        return all;
    }

    private static void spin() {
        for (int i = ThreadLocalRandom.current().nextInt(SPINS); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private static void isStopped(SocketServer server, RecordingObserver observer) {
        assertEquals(ServerSnapshot.State.STOPPED, server.snapshot(0).state());
        assertEquals(0, server.connections());
        assertEquals("stopped", observer.events().getLast());
        assertEquals(1, observer.events().stream().filter("stopped"::equals).count());
        assertEquals(observer.accepted().size(), observer.reasons().size());
    }

    @Test
    void endsInStopThatBeginsWhileTheServerStarts() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            stopWhileStarting();
        }
    }

    private void stopWhileStarting() throws IOException {
        var observer = new RecordingObserver();
        var stops = new AtomicReference<List<Background>>();
        Background.Task[] ways = new Background.Task[2];
        ServerObserver eager =
                new ServerObserver() {
                    @Override
                    public void started(SocketServer server) {
                        ways[0] = () -> server.shutdown(LONG);
                        ways[1] = random.nextBoolean() ? server::close : ways[0];
                        stops.set(together(ways));
                        spin();
                    }
                };
        ServerConfig config = Servers.config().withObserver(eager).withObserver(observer);
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            stops.get().forEach(Background::join);
            isStopped(server, observer);
        }
    }
}
