package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.VirtualWheel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Queue<SessionEnd> ends = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    private DatagramServerConfig config() {
        return DatagramServers.config()
                .withSessionIdle(IDLE)
                .withObserver(
                        new DatagramObserver() {
                            @Override
                            public void closed(DatagramSession session, SessionEnd end) {
                                ends.add(end);
                            }
                        });
    }

    private void awaitEnds(SessionEnd... expected) {
        eventually().until(() -> ends.size() >= expected.length);
        assertEquals(List.of(expected), List.copyOf(ends));
    }

    @Test
    void endsWhenNothingComesForItsIdleTime() throws Exception {
        var time = new VirtualWheel();
        try (var server =
                        DatagramServer.startSessions(
                                config(), DatagramServers::echo, time.wheel());
                var sender = TestSender.to(server)) {
            sender.send("one").expect("one");
            time.advance(Duration.ofSeconds(20));
            sender.send("two").expect("two");
            time.advance(Duration.ofSeconds(11));
            eventually().until(() -> time.wheel().size() == 1); // set again, by the loop
            time.advance(Duration.ofSeconds(9));
            assertEquals(1, server.sessions().size());
            long first = server.sessions().getFirst().id();

            time.advance(Duration.ofSeconds(11));

            eventually().until(() -> server.handlers() == 0);
            awaitEnds(SessionEnd.IDLE);
            sender.send("three").expect("three");
            assertNotEquals(first, server.sessions().getFirst().id(), "another session");
        }
        assertEquals(0, time.wheel().size(), "timers left");
    }

    @Test
    void whoTalksStaysWhileOthersEnd() throws Exception {
        var time = new VirtualWheel();
        try (var server =
                        DatagramServer.startSessions(
                                config(), DatagramServers::echo, time.wheel());
                var silent = TestSender.to(server);
                var talking = TestSender.to(server)) {
            silent.send("x").expect("x");
            for (int i = 0; i < 5; i++) {
                talking.send("y").expect("y");
                time.advance(Duration.ofSeconds(10));
            }

            eventually().until(() -> server.handlers() == 1);

            assertEquals(talking.address(), server.sessions().getFirst().peer());
        }
    }

    @Test
    void dropsTheNewestWhenItsMailboxIsFull() throws Exception {
        var release = new CountDownLatch(1);
        var limits = DatagramLimits.DEFAULT.withMailbox(2);
        try (var server =
                        DatagramServer.startSessions(
                                config().withLimits(limits),
                                session -> {
                                    release.await();
                                    DatagramServers.echo(session);
                                });
                var sender = TestSender.to(server)) {
            for (int i = 0; i < 5; i++) {
                sender.send("" + i);
            }
            eventually().until(() -> server.dropped(DropReason.MAILBOX_FULL) == 3);

            release.countDown();

            sender.expect("0").expect("1").expectNothing();
            assertEquals(0, server.waitingBytes());
        }
    }

    @Test
    void newPeersAreDroppedWhenThereAreAsManySessionsAsMayBe() throws Exception {
        var limits = DatagramLimits.DEFAULT.withSessions(1);
        try (var server =
                        DatagramServer.startSessions(
                                config().withLimits(limits), DatagramServers::echo);
                var first = TestSender.to(server);
                var second = TestSender.to(server)) {
            first.send("a").expect("a");

            second.send("b");

            eventually().until(() -> server.dropped(DropReason.TOO_MANY_SESSIONS) == 1);
            first.send("c").expect("c");
            server.sessions().getFirst().close();
            eventually().until(() -> server.handlers() == 0);
            second.send("d").expect("d");
        }
    }

    @Test
    void aHandlerThatReturnsLeavesWhatIsUnreadToNobody() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = DatagramServer.startSessions(config(), session -> release.await());
                var sender = TestSender.to(server)) {
            sender.send("a").send("b");
            eventually().until(() -> server.waitingBytes() == 2);

            release.countDown();

            awaitEnds(SessionEnd.HANDLED);
            assertEquals(2, server.dropped(DropReason.UNREAD));
            assertEquals(0, server.waitingBytes());
        }
    }

    @Test
    void aFailureEndsItsSessionAlone() throws Exception {
        try (var server =
                        DatagramServer.startSessions(
                                config(),
                                session -> {
                                    Datagram first = session.receive();
                                    if (first.length() == 1) {
                                        throw new IllegalArgumentException("bad");
                                    }
                                    session.send(first.payload());
                                    DatagramServers.echo(session);
                                });
                var bad = TestSender.to(server);
                var good = TestSender.to(server)) {
            good.send("hello").expect("hello");

            bad.send("x");

            awaitEnds(SessionEnd.FAILED);
            good.send("still").expect("still");
            bad.send("again").expect("again");
        }
    }

    @Test
    void receiveKeepsTheDeadline() throws Exception {
        try (var server =
                        DatagramServer.startSessions(
                                config(),
                                session -> {
                                    session.receive();
                                    try {
                                        Deadline.within(
                                                Duration.ofMillis(20), () -> session.receive());
                                    } catch (DeadlineExceededException over) {
                                        seen.add(over);
                                    }
                                    DatagramServers.echo(session);
                                });
                var sender = TestSender.to(server)) {
            sender.send("go");

            assertInstanceOf(DeadlineExceededException.class, seen.take());
            sender.send("usable").expect("usable");
        }
    }

    @Test
    void receiveEndsWithAnInterruptAndTheSessionStaysUsable() throws Exception {
        var threads = new LinkedBlockingQueue<Thread>();
        try (var server =
                        DatagramServer.startSessions(
                                config(),
                                session -> {
                                    session.receive();
                                    threads.add(Thread.currentThread());
                                    try {
                                        session.receive();
                                    } catch (ConnectionInterruptedException interrupted) {
                                        seen.add(Thread.interrupted());
                                    }
                                    DatagramServers.echo(session);
                                });
                var sender = TestSender.to(server)) {
            sender.send("go");

            threads.take().interrupt();

            assertEquals(true, seen.take(), "the status was kept");
            sender.send("usable").expect("usable");
        }
    }

    @Test
    void timedReceiveGivesUp() throws Exception {
        try (var server =
                        DatagramServer.startSessions(
                                config(),
                                session -> {
                                    session.receive();
                                    Datagram none = session.receive(Duration.ofMillis(10));
                                    Datagram atOnce = session.receive(Duration.ZERO);
                                    seen.add(none == null && atOnce == null);
                                    seen.add(session.isEnding());
                                });
                var sender = TestSender.to(server)) {
            sender.send("go");

            assertEquals(true, seen.take());
            assertEquals(false, seen.take());
        }
    }

    @Test
    void closeWakesWhoWaits() throws Exception {
        try (var server =
                        DatagramServer.startSessions(
                                config(),
                                session -> {
                                    session.receive();
                                    Datagram next = session.receive();
                                    seen.add(next == null ? "end" : next);
                                });
                var sender = TestSender.to(server)) {
            sender.send("go");
            eventually().until(() -> server.sessions().size() == 1);
            DatagramSession session = server.sessions().getFirst();
            eventually().until(() -> session.bytesIn() == 2 && server.waitingBytes() == 0);

            session.close();

            assertEquals("end", seen.take());
            awaitEnds(SessionEnd.HANDLED);
            assertTrue(session.isEnding());
        }
    }

    @Test
    void countsItsBytesAndKnowsItsPeer() throws Exception {
        try (var server = DatagramServer.startSessions(config(), DatagramServers::echo);
                var sender = TestSender.to(server)) {
            sender.send("hello").expect("hello").send("you").expect("you");

            DatagramSession session = server.sessions().getFirst();
            eventually().until(() -> session.bytesOut() == 8);
            assertEquals(8, session.bytesIn());
            assertEquals(sender.address(), session.peer());
            assertEquals(server.addresses().getFirst(), session.localAddress());
            assertFalse(session.isVerified());
            assertNull(session.end());
        }
    }
}
