package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The limit of a handshake, and those around it and inside it.
class HandshakeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Timeouts TIMEOUTS = Timeouts.OFF.withHandshake(SECOND.multipliedBy(5));

    @Test
    void returnsWhatTheExchangeReturns() throws Exception {
        var probe = Probe.of(connection -> connection.handshake(() -> line(connection)));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer().send("user\n");

            assertEquals("user", probe.result());
        }
    }

    private static String line(Connection connection) throws IOException {
        return String.valueOf(connection.input().readLine(100));
    }

    @Test
    void isBoundedAsAWhole() throws Exception {
        var probe =
                Probe.doing(connection ->
                        connection.handshake(() -> {
                            while (true) {
                                connection.input().read();
                            }
                        }));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();

            for (int i = 1; i <= 5; i++) {
                peer.send("x");
                probe.awaitWaitingAfter(i);
                server.advance(SECOND);
            }
            assertEquals(List.of(), server.timedOut());
            server.advanceTick();

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.HANDSHAKE, late.phase());
        }
    }

    @Test
    void isOfNoConcernAfterTheExchange() throws Exception {
        var begun = new CountDownLatch(1);
        var probe =
                Probe.of(connection -> {
                    connection.handshake(() -> line(connection));
                    begun.countDown();
                    return connection.input().read();
                });
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer().send("user\n");
            begun.await();
            probe.awaitWaiting();

            assertEquals(0, server.wheel().size());
            server.advance(Duration.ofHours(1));
            peer.send("x");

            assertEquals('x', probe.result());
            assertEquals(List.of(), server.timedOut());
        }
    }

    @Test
    void isToldOnceSoThatTheExchangeMaySayGoodbyeAndRead() throws Exception {
        var probe =
                Probe.of(connection ->
                        connection.handshake(() -> {
                            assertThrows(
                                    ConnectionTimedOutException.class,
                                    () -> connection.input().read());
                            connection.output().write("421\n".getBytes(UTF_8));
                            return line(connection);
                        }));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();

            server.advance(SECOND.multipliedBy(5)).advanceTick();
            peer.expect("421\n").send("sorry\n");

            assertEquals("sorry", probe.result());
            assertEquals(List.of(TimeoutPhase.HANDSHAKE), server.timedOut());
        }
    }

    @Test
    void leavesADeadlineAroundItInForceWhenItIsOver() throws Exception {
        var told = new CountDownLatch(1);
        var probe =
                Probe.doing(connection ->
                        Deadline.within(
                                SECOND.multipliedBy(6),
                                () ->
                                        connection.handshake(() -> {
                                            assertThrows(
                                                    ConnectionTimedOutException.class,
                                                    () -> connection.input().read());
                                            told.countDown();
                                            return line(connection);
                                        })));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(SECOND.multipliedBy(5)).advanceTick();
            told.await();
            probe.awaitWaiting();

            server.advance(SECOND);

            var late = probe.failure(DeadlineExceededException.class);
            assertEquals(SECOND.multipliedBy(6), late.deadline().limit());
        }
    }

    @Test
    void yieldsToANearerDeadlineAroundIt() throws Exception {
        var probe =
                Probe.doing(connection ->
                        Deadline.within(
                                SECOND, () -> connection.handshake(() -> line(connection))));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            probe.awaitWaiting();

            server.advance(SECOND).advance(SECOND);

            var late = probe.failure(DeadlineExceededException.class);
            assertEquals(SECOND, late.deadline().limit());
            assertEquals(List.of(), server.timedOut());
        }
    }

    @Test
    void yieldsToANearerDeadlineInsideIt() throws Exception {
        var probe =
                Probe.doing(connection ->
                        connection.handshake(
                                () -> Deadline.within(SECOND, () -> line(connection))));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            probe.awaitWaiting();

            server.advance(SECOND).advanceTick();

            assertEquals(SECOND, probe.failure(DeadlineExceededException.class).deadline().limit());
        }
    }

    @Test
    void endsBeforeALaterDeadlineInsideIt() throws Exception {
        var probe =
                Probe.doing(connection ->
                        connection.handshake(() ->
                                Deadline.within(SECOND.multipliedBy(9), () -> line(connection))));
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            probe.awaitWaiting();

            server.advance(SECOND.multipliedBy(5)).advanceTick();

            assertEquals(
                    TimeoutPhase.HANDSHAKE,
                    probe.failure(ConnectionTimedOutException.class).phase());
        }
    }

    @Test
    void mayTakeForEverWhenItIsNotLimited() throws Exception {
        var probe = Probe.of(connection -> connection.handshake(() -> line(connection)));
        try (var server = VirtualServer.start(Timeouts.OFF, probe)) {
            TestPeer peer = server.peer();
            probe.awaitWaiting();

            server.advance(Duration.ofHours(1));
            assertTrue(probe.connection().isOpen());
            peer.send("user\n");

            assertEquals("user", probe.result());
        }
    }
}
