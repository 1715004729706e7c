package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever ends a connection in good order, and whenever: the peer reads every byte that a write
/// had accepted, even while it sends bytes that nobody reads. `-Dheddle.connections=10000` makes it
/// so many connections.
@Timeout(900)
class OrderlyCloseTest {

    private static final int ROUNDS_PER_ENDING =
            Integer.getInteger("heddle.connections", 500) / Ending.values().length;
    private static final byte[] STREAM = BlockedWrite.pattern(2 * 1024 * 1024);

    enum Ending {
        HANDLER_RETURNS,
        HANDLER_THROWS,
        HANDLER_CLOSES,
        OTHER_THREAD_CLOSES,
        SERVER_CLOSES
    }

    @ParameterizedTest
    @EnumSource
    void deliversEveryAcceptedByte(Ending ending) throws Exception {
        var random = new Random(20_251);

        for (int round = 0; round < ROUNDS_PER_ENDING; round++) {
            new Round(ending, random).play();
        }
    }

    private static final class Round {

        private final Ending ending;
        private final int closePoint;
        private final int chunk;
        private final byte[] junk;
        private final CountDownLatch closePointReached = new CountDownLatch(1);

        Round(Ending ending, Random random) {
            this.ending = ending;
            this.closePoint = random.nextInt(STREAM.length);
            this.chunk = 1 + random.nextInt(200_000);
            this.junk = new byte[random.nextInt(50_000)];
        }

        void play() throws Exception {
            var handler = Probe.doing(this::handle);
            ServerConfig config = Servers.configWithLinger(Eventually.PATIENCE);
            try (var server = SocketServer.start(config, handler);
                    var peer = TestPeer.connect(server)) {
                peer.send(junk);
                Background ending = Background.start(() -> endFromOutside(server, handler));

                byte[] received = peer.receive(closePoint / 2);
                peer.send(junk);
                byte[] rest = peer.receiveAll();
                peer.leave();

                ending.join();
                eventually().until(handler::isDone); // and all its bytes are counted
                long accepted = handler.connection().bytesOut();
                assertEquals(accepted, received.length + rest.length, this::toString);
                assertArrayEquals(
                        Arrays.copyOfRange(STREAM, received.length, (int) accepted), rest);
            }
        }

        private void handle(Connection connection) throws IOException {
            int sent = 0;
            while (sent < closePoint) {
                int length = Math.min(chunk, closePoint - sent);
                connection.output().write(STREAM, sent, length);
                sent += length;
            }
            closePointReached.countDown();
            switch (ending) {
                case HANDLER_RETURNS -> {}
                case HANDLER_THROWS -> throw new IllegalStateException("on purpose");
                case HANDLER_CLOSES -> connection.close();
                case OTHER_THREAD_CLOSES, SERVER_CLOSES ->
                        connection.output().write(STREAM, sent, STREAM.length - sent);
            }
        }

        private void endFromOutside(SocketServer server, Probe<Void> handler) throws Exception {
            closePointReached.await();
            switch (ending) {
                case OTHER_THREAD_CLOSES -> handler.connection().close();
                case SERVER_CLOSES -> server.close();
                default -> {}
            }
        }

        @Override
        public String toString() {
            return ending + " after " + closePoint + " in chunks of " + chunk;
        }
    }
}
