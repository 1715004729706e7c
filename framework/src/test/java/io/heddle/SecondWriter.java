package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.function.Consumer;

/// A thread that writes while the handler's big write is under way.
final class SecondWriter {

    private static final byte[] BIG = BlockedWrite.pattern(InterruptTest.MORE_THAN_BUFFERS_TAKE);
    private static final byte[] SMALL = "small".getBytes(UTF_8);

    void isInterruptedBefore() throws Exception {
        behindABigWrite((peer, probe) -> {
            Background second =
                    Background.startVirtual(() -> {
                        Thread.currentThread().interrupt();
                        interruptedOnceThenWrites(probe.connection());
                    });

            peer.expect(BIG).expect(SMALL);
            second.join();
        });
    }

    void isInterruptedMeanwhile() throws Exception {
        behindABigWrite((peer, probe) -> {
            Background second =
                    Background.startVirtual(() -> interruptedOnceThenWrites(probe.connection()))
                            .awaitWaiting();

            second.thread().interrupt();

            peer.expect(BIG).expect(SMALL);
            second.join();
        });
    }

    private static void interruptedOnceThenWrites(Connection connection) throws IOException {
        var interrupted =
                assertThrows(
                        ConnectionInterruptedException.class,
                        () -> connection.output().write(SMALL));
        assertEquals(0, interrupted.bytesTransferred());
        assertTrue(Thread.interrupted(), "interrupt status");
        connection.output().write(SMALL);
    }

    void isEnded(Consumer<Connection> end, Consumer<TestPeer> seenByPeer) throws Exception {
        behindABigWrite((peer, probe) -> {
            Background second =
                    Background.startVirtual(() ->
                                    assertThrows(
                                            ConnectionClosedException.class,
                                            () -> probe.connection().output().write(SMALL)))
                            .awaitWaiting();

            end.accept(probe.connection());

            second.join();
            probe.failure(ConnectionClosedException.class);
            seenByPeer.accept(peer);
        });
    }

    private interface Scene {
        void play(TestPeer peer, Probe<Void> probe) throws Exception;
    }

    private static void behindABigWrite(Scene scene) throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> {
                    connection.output().write(BIG);
                    connection.input().read(); // until the peer has seen it all
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(probe);

            scene.play(peer, probe);
        }
    }
}
