package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The minimum rate: who is too slow, and who only has nothing to say.
class SlowPeerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration OVER = Duration.ofSeconds(5);
    private static final int RATE = 10;
    private static final Timeouts TIMEOUTS =
            Timeouts.OFF.withMinimumRate(new MinimumRate(RATE, 0, OVER));

    /// The calls that wait for the rest of what they have begun.
    enum Call implements ConnectionHandler {
        READ_LINE {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().readLine(1_000_000);
            }
        },
        READ_EXACTLY {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().readExactly(1_000_000);
            }
        },
        READ_N_BYTES {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().readNBytes(new byte[100_000], 0, 100_000);
            }
        },
        READ_ALL_BYTES {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().readAllBytes();
            }
        },
        SKIP {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().skip(1_000_000);
            }
        },
        TRANSFER_TO_STREAM {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().transferTo(OutputStream.nullOutputStream());
            }
        },
        TRANSFER_TO_PEER {
            @Override
            public void handle(Connection connection) throws Exception {
                connection.input().transferTo(connection.output());
            }
        }
    }

    private static void send(Probe<?> probe, TestPeer peer, String text) {
        long before = probe.connection().bytesIn();
        peer.send(text);
        probe.awaitWaitingAfter(before + text.length());
    }

    @ParameterizedTest
    @EnumSource
    void dribblerIsFoundAtTheLimit(Call call) throws Exception {
        Probe<Void> probe = Probe.doing(call);
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            server.advance(Duration.ofMillis(3210)); // not in step with the windows
            probe.awaitWaiting();

            for (int i = 0; i < OVER.toSeconds(); i++) {
                send(probe, peer, "x");
                server.advance(SECOND);
            }
            assertEquals(List.of(), server.timedOut());
            server.advanceTick();

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.READ_RATE, late.phase());
            assertEquals(OVER, late.limit());
            assertEquals(List.of(TimeoutPhase.READ_RATE), server.timedOut());
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceBeforeTheFirstByteIsNotSlow(Call call) throws Exception {
        Probe<Void> probe = Probe.doing(call);
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            server.peer();
            probe.awaitWaiting();

            server.advance(Duration.ofMinutes(10));

            assertEquals(List.of(), server.timedOut());
            assertFalse(probe.isDone());
        }
    }

    @ParameterizedTest
    @EnumSource
    void peerThatKeepsTheRateIsNeverFound(Call call) throws Exception {
        Probe<Void> probe = Probe.doing(call);
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            String oneSecond = "x".repeat(RATE);

            for (int i = 0; i < 30; i++) {
                send(probe, peer, oneSecond);
                server.advance(SECOND);
            }

            assertEquals(List.of(), server.timedOut());
            assertFalse(probe.isDone());
        }
    }

    @Test
    void peerThatSlowsDownIsFoundWithinTwoTimesTheLimit() throws Exception {
        Probe<Void> probe = Probe.doing(Call.READ_LINE);
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            send(probe, peer, "x");
            server.advance(Duration.ofMillis(2500));
            send(probe, peer, "x".repeat(RATE * 5));

            server.advance(OVER.minus(Duration.ofMillis(2500))).advanceTick();
            assertEquals(List.of(), server.timedOut());
            server.advance(OVER).advanceTick();

            assertEquals(List.of(TimeoutPhase.READ_RATE), server.timedOut());
        }
    }

    @Test
    void silenceAfterALineIsNotSlow() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    while (connection.input().readLine(100) != null) {}
                });
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            for (String part : List.of("be", "gin\n", "a", "\n")) {
                send(probe, peer, part);
                server.advance(SECOND);
            }

            server.advance(Duration.ofMinutes(10));

            assertEquals(List.of(), server.timedOut());
        }
    }

    @Test
    void readOfWhateverComesIsNotSlowAfterALineThatCameInParts() throws Exception {
        var probe =
                Probe.of(connection -> {
                    connection.input().readLine(100);
                    return connection.input().read();
                });
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();
            send(probe, peer, "be");
            send(probe, peer, "gin\n");

            server.advance(Duration.ofMinutes(10));

            assertEquals(List.of(), server.timedOut());
            peer.send("x");
            assertEquals('x', probe.result());
        }
    }

    @Test
    void dribblerThatIsForgivenIsFoundAgain() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    while (true) {
                        try {
                            connection.input().readLine(100);
                        } catch (ConnectionTimedOutException forgiven) {
                            connection.output().write('!');
                        }
                    }
                });
        try (var server = VirtualServer.start(TIMEOUTS, probe)) {
            TestPeer peer = server.peer();

            for (int i = 0; i < 20; i++) {
                send(probe, peer, "x");
                server.advance(SECOND).advanceTick();
                probe.awaitWaiting();
            }

            peer.expect("!!");
            eventually().until(() -> server.timedOut().size() >= 2);
            assertEquals(
                    List.of(TimeoutPhase.READ_RATE),
                    server.timedOut().stream().distinct().toList());
        }
    }

    @Test
    void readerThatTakesLittleIsFound() throws Exception {
        var probe = Probe.doing(connection -> connection.output().write(new byte[8_000_000]));
        Timeouts timeouts = Timeouts.OFF.withMinimumRate(new MinimumRate(0, 100_000, OVER));
        try (var server = VirtualServer.start(timeouts, probe)) {
            TestPeer peer = server.peer();
            PeerStall.awaitStandstill(probe.connection());

            for (int i = 0; i < OVER.toSeconds(); i++) {
                assertEquals(List.of(), server.timedOut());
                peer.receive(1000);
                PeerStall.awaitStandstill(probe.connection());
                server.advance(SECOND);
            }
            server.advanceTick();

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.WRITE_RATE, late.phase());
            assertEquals(probe.connection().bytesOut(), late.bytesTransferred());
        }
    }

    @Test
    void readerThatKeepsTheRateIsNeverFound() throws Exception {
        var probe = Probe.doing(connection -> connection.output().write(new byte[8_000_000]));
        Timeouts timeouts =
                Timeouts.OFF.withMinimumRate(new MinimumRate(0, 10_000, Duration.ofSeconds(2)));
        try (var server = VirtualServer.start(timeouts, probe)) {
            TestPeer peer = server.peer();

            for (int i = 0; i < 10; i++) {
                PeerStall.awaitStandstill(probe.connection());
                server.advance(SECOND);
                peer.receive(50_000);
            }

            assertEquals(List.of(), server.timedOut());
            assertFalse(probe.isDone());
        }
    }
}
