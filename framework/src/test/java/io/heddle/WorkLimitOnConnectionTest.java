package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Work under a limit in handlers.
class WorkLimitOnConnectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final byte[] LARGE = BlockedWrite.pattern(4 * 1024 * 1024);

    private final WorkLimit limit =
            new WorkLimit("backend", WorkLimitConfig.fixed(2).withQueue(10).withPatience(PATIENCE));

    @Test
    void handlerThatIsRefusedHasNotFailed() throws Exception {
        limit.config(WorkLimitConfig.fixed(2));
        var observer = new RecordingObserver();
        ConnectionHandler handler = _ -> limit.run(() -> 1);
        try (var _ = HeldPermits.of(limit, 2);
                var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd().leave();

            assertEquals(CloseReason.OVERLOADED, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void handlerMayTellThePeerAndGoOn() throws Exception {
        limit.config(WorkLimitConfig.fixed(1));
        ConnectionHandler handler =
                connection -> {
                    for (int b = connection.input().read(); b >= 0; ) {
                        int request = b;
                        try {
                            limit.run(() -> connection.output().write(request));
                        } catch (OverloadedException full) {
                            connection.output().write('!');
                        }
                        b = connection.input().read();
                    }
                };
        try (var server = Servers.start(handler);
                var peer = TestPeer.connect(server)) {
            try (var _ = HeldPermits.of(limit, 1)) {
                peer.send("a").expect("!");
            }

            peer.echo("a");
        }
    }

    @Test
    void waitGoesByTheTimeOfTheConnection() throws Exception {
        Probe<Void> probe = Probe.doing(_ -> limit.run(() -> {}));
        try (var _ = HeldPermits.of(limit, 2);
                var server = VirtualServer.start(Timeouts.OFF, probe)) {
            server.peer();
            eventually().until(() -> limit.queued() == 1 && server.wheel().size() == 1);

            server.advance(PATIENCE).advanceTick();

            assertTrue(probe.failure(OverloadedException.class).hasWaited());
            server.endPeers();
            assertEquals(CloseReason.OVERLOADED, server.awaitReason());
        }
    }

    @Test
    void limitOfTheHandlerEndsTheWait() throws Exception {
        Probe<Void> probe = Probe.doing(_ -> limit.run(() -> {}));
        try (var _ = HeldPermits.of(limit, 2);
                var server =
                        VirtualServer.start(
                                Timeouts.OFF.withHandler(Duration.ofSeconds(1)), probe)) {
            server.peer();
            eventually().until(() -> limit.queued() == 1 && server.wheel().size() == 2);

            server.advance(Duration.ofSeconds(1)).advanceTick();

            assertEquals(
                    TimeoutPhase.HANDLER, probe.failure(ConnectionTimedOutException.class).phase());
            assertEquals(0, limit.queued());
            server.endPeers();
            assertEquals(CloseReason.TIMED_OUT, server.awaitReason());
        }
    }

    @Test
    void peerThatLeavesEndsTheWaitOfWatchedWork() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection ->
                        connection.watchingPeer(PeerWatch.CANCEL, () -> limit.run(() -> 1)));
        try (var _ = HeldPermits.of(limit, 2);
                var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            eventually().until(() -> limit.queued() == 1);

            peer.leave();

            probe.failure(PeerClosedException.class);
            assertEquals(0, limit.queued());
        }
    }

    /// A server whose permits leak when the peer breaks the connection during the answer serves
    /// nobody in the end.
    @Test
    void permitsComeBackFromPeersThatBreakTheConnectionDuringTheAnswer() throws Exception {
        limit.config(WorkLimitConfig.fixed(2).withQueue(100).withPatience(PATIENCE));
        var observer = new RecordingObserver();
        int breaking = 40;
        try (var server =
                SocketServer.start(
                        Servers.configWithSmallBuffers().withObserver(observer), this::answer)) {
            Crowd.of(
                    breaking,
                    _ -> {
                        var peer = TestPeer.withSmallBuffer(server).send("L");
                        assertEquals(10, peer.receive(10).length);
                        peer.reset();
                    });

            observer.awaitClosed(breaking);
            assertEquals(Set.of(CloseReason.PEER_RESET), Set.copyOf(observer.reasons()));
            assertEquals(breaking, limit.admitted());
            assertEquals(0, limit.used());
            try (var peer = TestPeer.withSmallBuffer(server)) {
                peer.send("L").expect(LARGE);
                peer.send("s").expect("s");
            }
        }
    }

    private void answer(Connection connection) throws Exception {
        for (int b = connection.input().read(); b >= 0; ) {
            byte[] answer = b == 'L' ? LARGE : new byte[] {(byte) b};
            limit.run(() -> connection.output().write(answer));
            b = connection.input().read();
        }
    }

    @Test
    void permitsComeBackWhenTheConnectionIsClosedDuringTheWork() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> limit.run(() -> connection.output().write(LARGE)));
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            peer.receive(10);
            assertEquals(1, limit.used());

            probe.connection().abort();

            probe.failure(ConnectionClosedException.class);
            assertEquals(0, limit.used());
        }
    }

    @Test
    void serverThatClosesInterruptsTheWaitAtLast() throws Exception {
        Probe<Void> probe = Probe.doing(_ -> limit.run(() -> {}));
        limit.config(limit.config().withPatience(Duration.ofMinutes(1)));
        try (var _ = HeldPermits.of(limit, 2);
                var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            eventually().until(() -> limit.queued() == 1);
            Background closing = Background.start(server::close);
            peer.expectEnd().leave();

            closing.join();

            probe.failure(ConnectionInterruptedException.class);
            assertEquals(0, limit.queued());
        }
    }

    @Test
    void isSharedByServers() throws Exception {
        limit.config(WorkLimitConfig.fixed(1));
        ConnectionHandler handler =
                connection -> limit.run(() -> connection.output().write(connection.input().read()));
        try (var one = Servers.start(handler);
                var other = Servers.start(handler);
                var first = TestPeer.connect(one)) {
            eventually().until(() -> limit.used() == 1);
            try (var second = TestPeer.connect(other)) {
                second.expectEnd();
            }

            first.echo("x").expectEnd();

            assertEquals(1, limit.refused());
            assertEquals(1, limit.admitted());
        }
    }
}
