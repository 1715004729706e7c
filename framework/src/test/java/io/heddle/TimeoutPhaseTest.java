package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each limit by itself: the soft one.
class TimeoutPhaseTest {

    @ParameterizedTest
    @EnumSource
    void isToldAtTheLimitAndNotBefore(PeerStall stall) throws Exception {
        Probe<Void> probe = stall.probe();
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            stall.stall(server, probe);

            server.advance(PeerStall.LIMIT);
            assertEquals(List.of(), server.timedOut());
            assertFalse(probe.isDone());
            server.advanceTick();

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(stall.phase(), late.phase());
            assertEquals(PeerStall.LIMIT, late.limit());
            assertEquals(
                    probe.connection() + " " + stall.phase().text() + " PT7S", late.getMessage());
            assertEquals(List.of(stall.phase()), server.timedOut());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closesAConnectionForThatReasonWhenTheHandlerGivesUp(PeerStall stall) throws Exception {
        Probe<Void> probe = stall.probe();
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            TestPeer peer = stall.stall(server, probe);

            server.advance(PeerStall.LIMIT).advanceTick();
            probe.failure(ConnectionTimedOutException.class);
            stall.takeRest(peer);
            peer.close();

            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
            server.advance(PeerStall.GRACE.multipliedBy(3));
            assertEquals(List.of(stall.phase()), server.timedOut(), "once");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsTheHandlerSayGoodbye(PeerStall stall) throws Exception {
        var told = new CountDownLatch(1);
        var probe =
                Probe.doing(connection ->
                        stall.during(
                                connection,
                                _ -> {
                                    assertThrows(
                                            ConnectionTimedOutException.class,
                                            () -> stall.wait(connection));
                                    told.countDown();
                                    connection.output().write("goodbye".getBytes(UTF_8));
                                }));
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            TestPeer peer = stall.stall(server, probe);

            server.advance(PeerStall.LIMIT).advanceTick();
            told.await();

            var received = new String(peer.receiveAll(), UTF_8);
            assertTrue(received.endsWith("goodbye"), () -> "received " + received.strip());
            probe.result();
            assertEquals(List.of(stall.phase()), server.timedOut());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HANDSHAKE") // what follows may be fine
    void isTheReasonAlsoWhenTheHandlerReturnsAfterIt(PeerStall stall) throws Exception {
        var probe =
                Probe.doing(connection ->
                        stall.during(
                                connection,
                                _ ->
                                        assertThrows(
                                                ConnectionTimedOutException.class,
                                                () -> stall.wait(connection))));
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            TestPeer peer = stall.stall(server, probe);

            server.advance(PeerStall.LIMIT).advanceTick();
            probe.result();
            stall.takeRest(peer);
            peer.close();

            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTimerBehindWhenTheConnectionEndsBefore(PeerStall stall) throws Exception {
        Probe<Void> probe = stall.probe();
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            TestPeer peer = stall.stall(server, probe);

            peer.reset();

            server.awaitReason();
            assertEquals(0, server.wheel().size());
            server.advance(PeerStall.LIMIT.multipliedBy(2));
            assertEquals(List.of(), server.timedOut());
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysHowManyBytesWereWritten(PeerStall stall) throws Exception {
        Probe<Void> probe = stall.probe();
        try (var server = VirtualServer.start(stall.timeouts(), probe)) {
            stall.stall(server, probe);

            server.advance(PeerStall.LIMIT).advanceTick();

            var late = probe.failure(ConnectionTimedOutException.class);
            long moved = stall == PeerStall.IDLE ? 1 : probe.connection().bytesOut();
            assertEquals(moved, late.bytesTransferred());
        }
    }
}
