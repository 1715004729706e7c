package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A message whose writer gives up.
final class InterruptedMessage {

    private static final byte[] MESSAGE =
            BlockedWrite.pattern(InterruptTest.MORE_THAN_BUFFERS_TAKE);

    /// Before anything of it was written nothing is lost; in the middle of it nothing may follow.
    void endsTheOutput() throws Exception {
        Probe<Long> probe =
                Probe.of(connection -> {
                    ConnectionOutput output = connection.output();
                    Thread.currentThread().interrupt();
                    assertEquals(0, interrupted(output).bytesTransferred());
                    output.writeWhole(ByteBuffer.wrap(MESSAGE, 0, 3));
                    long written = 3 + interrupted(output).bytesTransferred();
                    var ended =
                            assertThrows(ConnectionClosedException.class, () -> output.write('!'));
                    assertEquals(
                            "output of " + connection + " ended inside a message",
                            ended.getMessage());
                    return written;
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            peer.expect(Arrays.copyOf(MESSAGE, 3));
            BlockedWrite.awaitStuck(probe);

            probe.thread().interrupt();

            long written = probe.result();
            assertArrayEquals(Arrays.copyOfRange(MESSAGE, 3, (int) written), peer.receiveAll());
        }
    }

    private static ConnectionInterruptedException interrupted(ConnectionOutput output) {
        var interrupted =
                assertThrows(
                        ConnectionInterruptedException.class,
                        () -> output.writeWhole(ByteBuffer.wrap(MESSAGE, 3, MESSAGE.length - 3)));
        assertTrue(Thread.interrupted(), "interrupt status");
        return interrupted;
    }
}
