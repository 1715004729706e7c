package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ShutdownReport;
import io.heddle.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class DatagramShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    void whatIsQueuedIsHandledAndWhatComesLaterIsDropped() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var limits = DatagramLimits.DEFAULT.withHandlers(1);
        try (var server =
                        DatagramServers.start(
                                limits,
                                datagram -> {
                                    begun.countDown();
                                    release.await();
                                    datagram.reply(datagram.payload());
                                });
                var sender = TestSender.to(server)) {
            sender.send("a").send("b");
            begun.await(); // with one, so that the other is what waits
            eventually().until(() -> server.waitingBytes() == 1);

            var stopping = Background.start(() -> seen.add(server.shutdown(LONG)));
            eventually().until(() -> !server.isReady());
            eventually()
                    .until(() -> {
                        sender.send("late");
                        return server.dropped(DropReason.DRAINING) > 0;
                    });
            sender.send("too late");
            release.countDown();

            stopping.join(); // all replies are sent
            sender.expect("a").expect("b");
            int late = 0; // but not too late
            for (byte[] more = sender.receive(SHORT); more != null; more = sender.receive(SHORT)) {
                assertEquals("late", new String(more, UTF_8));
                late++;
            }
            var report = (ShutdownReport) seen.take();
            assertTrue(report.drained() >= 2 && report.drained() <= 2 + late, report::toString);
            assertEquals(List.of(), report.forced());
            assertEquals(0, report.open());
        }
    }

    @Test
    void sessionsReceiveWhatHasComeAndThenTheEnd() throws Exception {
        var release = new CountDownLatch(1);
        try (var server =
                        DatagramServers.startSessions(session -> {
                            release.await();
                            DatagramServers.echo(session);
                            session.send("bye".getBytes(UTF_8));
                        });
                var sender = TestSender.to(server)) {
            sender.send("a").send("b");
            eventually().until(() -> server.waitingBytes() == 2);

            var stopping = Background.start(() -> seen.add(server.shutdown(LONG)));
            eventually().until(() -> server.sessions().getFirst().isEnding());
            release.countDown();

            sender.expect("a").expect("b").expect("bye");
            stopping.join();
            assertEquals(1, ((ShutdownReport) seen.take()).drained());
        }
    }

    @Test
    void whoIsAtWorkAfterTheGraceIsInterruptedAndTold() throws Exception {
        var begun = new CountDownLatch(1);
        try (var server =
                        DatagramServers.start(datagram -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                seen.add("interrupted");
                            }
                        });
                var sender = TestSender.to(server)) {
            sender.send("x");
            begun.await();

            ShutdownReport report = server.shutdown(Duration.ofMillis(50));

            assertEquals("interrupted", seen.take());
            assertEquals(1, report.forced().size());
            ShutdownReport.Forced forced = report.forced().getFirst();
            assertEquals(sender.address(), forced.connection().peer());
            assertFalse(forced.stack().isEmpty());
            assertEquals(0, report.open());
        }
    }

    @Test
    void closeWakesSessionsThatWait() throws Exception {
        var sender = new TestSender[1];
        var begun = new CountDownLatch(1);
        try (var server =
                DatagramServers.startSessions(session -> {
                    session.receive();
                    begun.countDown();
                    Datagram next = session.receive();
                    seen.add(next == null ? "end" : next);
                })) {
            sender[0] = TestSender.to(server).send("x");
            begun.await();
        }
        sender[0].close();

        assertEquals("end", seen.take());
    }

    @Test
    void closeDropsWhatIsQueued() throws Exception {
        var limits = DatagramLimits.DEFAULT.withHandlers(1);
        var begun = new CountDownLatch(1);
        var server =
                DatagramServers.start(
                        limits,
                        datagram -> {
                            begun.countDown();
                            new CountDownLatch(1).await();
                        });
        try (server;
                var sender = TestSender.to(server)) {
            sender.send("a").send("b").send("c");
            begun.await(); // with one, so that the others are what waits
            eventually().until(() -> server.waitingBytes() == 2);
        }

        assertEquals(2, server.dropped(DropReason.DRAINING));
        assertEquals(0, server.waitingBytes());
    }

    @Test
    void aHandlerMayStopItsServer() throws Exception {
        try (var server = DatagramServers.startSessions(DatagramServers::echo)) {
            assertTrue(server.isReady());
        }
        var self = new LinkedBlockingQueue<DatagramServer>();
        try (var server = DatagramServers.start(datagram -> self.take().shutdown(LONG));
                var sender = TestSender.to(server)) {
            self.add(server);
            sender.send("stop");

            server.awaitStopped();
        }
    }

    @Test
    void thePortCanBeBoundAgainAtOnceManyTimes() throws Exception {
        int port = TestPeer.loopback(0).getPort();
        for (int i = 0; i < 20; i++) {
            var config = DatagramServerConfig.on(TestPeer.loopback(port)).withObservers(List.of());
            try (var server = DatagramServer.start(config, DatagramServers.ECHO);
                    var sender = TestSender.to(server)) {
                port = server.port();
                sender.send("x").expect("x");
                server.shutdown(LONG);
            }
        }
    }
}
