package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.LogInMemory;
import io.heddle.ShutdownReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatagramObserverTest {

    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    private final DatagramObserver recorder =
            new DatagramObserver() {
                @Override
                public void started(DatagramServer server) {
                    events.add("started");
                }

                @Override
                public void draining(DatagramServer server) {
                    events.add("draining");
                }

                @Override
                public void drained(DatagramServer server, ShutdownReport report) {
                    events.add("drained " + report.drained());
                }

                @Override
                public void stopped(DatagramServer server) {
                    events.add("stopped");
                }

                @Override
                public void failed(
                        DatagramServer server, InetSocketAddress peer, Throwable failure) {
                    events.add("failed " + failure.getMessage());
                }

                @Override
                public void opened(DatagramSession session) {
                    events.add("opened");
                }

                @Override
                public void closed(DatagramSession session, SessionEnd end) {
                    events.add("closed " + end);
                }

                @Override
                public void dropped(DatagramServer server, DropReason reason, long count) {
                    events.add("dropped " + count + " " + reason);
                }

                @Override
                public void observerFailed(DatagramObserver observer, Throwable failure) {
                    events.add("observer failed " + failure.getMessage());
                }
            };

    @Test
    void isToldTheLifeOfAServerAndItsSessions() throws Exception {
        var config = DatagramServers.config().withObserver(recorder);
        try (var server = DatagramServer.startSessions(config, DatagramServers::echo);
                var sender = TestSender.to(server)) {
            sender.send("x").expect("x");

            server.shutdown(Duration.ofSeconds(10));
        }

        eventually().until(() -> events.contains("stopped")); // the last, told by another thread
        var expected = List.of("draining", "closed DRAINED", "drained 1", "stopped");
        assertTrue(events.containsAll(expected), events::toString);
        assertTrue(events.containsAll(List.of("started", "opened")), events::toString);
        assertEquals(6, events.size(), events::toString);
    }

    @Test
    void isToldOfFailuresAndInOneOfAllThatWasDropped() throws Exception {
        var limits = DatagramLimits.DEFAULT.withDatagramBytes(1);
        var config = DatagramServers.config().withLimits(limits).withObserver(recorder);
        try (var server =
                        DatagramServer.start(
                                config,
                                datagram -> {
                                    throw new IllegalStateException("oh");
                                });
                var sender = TestSender.to(server)) {
            for (int i = 0; i < 50; i++) {
                sender.send("long");
            }
            sender.send("x");

            eventually().until(() -> dropped().mapToInt(Integer::intValue).sum() == 50);
            eventually().until(() -> events.contains("failed oh"));
            assertTrue(dropped().count() < 5, events::toString); // 1 unless the machine stalls
        }
    }

    /// How many were too long, in each event that tells of them.
    private Stream<Integer> dropped() {
        return events.stream()
                .filter(event -> event.endsWith(" TOO_LONG"))
                .map(event -> Integer.valueOf(event.split(" ", -1)[1]));
    }

    @Test
    void oneThatThrowsHarmsNobody() throws Exception {
        DatagramObserver faulty =
                new DatagramObserver() {
                    @Override
                    public void opened(DatagramSession session) {
                        throw new IllegalStateException("faulty");
                    }
                };
        var config = DatagramServers.config().withObserver(faulty).withObserver(recorder);
        try (var server = DatagramServer.startSessions(config, DatagramServers::echo);
                var sender = TestSender.to(server)) {
            sender.send("x").expect("x");

            eventually().until(() -> events.contains("observer failed faulty"));
        }
    }

    @Test
    void oneThatBlocksHoldsUpNoLoop() throws Exception {
        var release = new CountDownLatch(1);
        DatagramObserver slow =
                new DatagramObserver() {
                    @Override
                    public void started(DatagramServer server) {
                        try {
                            release.await();
                        } catch (InterruptedException end) {
                            // of the server
                        }
                    }
                };
        try (var server =
                        DatagramServer.start(
                                DatagramServers.config().withObserver(slow), DatagramServers.ECHO);
                var sender = TestSender.to(server)) {
            sender.send("x").expect("x");
            release.countDown();
        }
    }

    @Test
    void logsOneLineASecondAndNothingOfThePeersMaking() throws Exception {
        var log = new LogInMemory();
        var nanos = new AtomicLong();
        var observer = new LoggingDatagramObserver(log, nanos::get);
        try (var server = DatagramServers.echo()) {
            var peer = server.addresses().getFirst();
            var forged =
                    new IllegalStateException("a\r\nb\u001b[31m\u2028\u0000" + "x".repeat(9999));
            for (int i = 0; i < 10; i++) {
                observer.failed(server, peer, forged);
            }
            nanos.addAndGet(1_000_000_000);
            observer.failed(server, peer, forged);
        }

        List<String> lines = log.lines();
        assertEquals(2, lines.size(), lines::toString);
        for (String line : lines) {
            assertTrue(line.chars().noneMatch(c -> c < ' ' || c == 0x2028), line);
            assertTrue(line.length() < 2048, line);
        }
        assertTrue(lines.get(1).endsWith("(and 9 more like it)"), lines.get(1));
    }
}
