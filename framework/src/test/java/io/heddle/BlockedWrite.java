package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;

/// A call that writes and has to wait for the peer to read, and all that can happen to it then.
final class BlockedWrite {

    interface Call {
        void on(Connection connection, byte[] bytes) throws IOException;
    }

    private final Call call;
    private final byte[] bytes;

    private BlockedWrite(Call call, byte[] bytes) {
        this.call = call;
        this.bytes = bytes;
    }

    /// @param length how much the call writes; it is repeated until it waits
    static BlockedWrite of(int length, Call call) {
        return new BlockedWrite(call, pattern(length));
    }

    /// Bytes of which any two stretches differ.
    static byte[] pattern(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 7_919);
        }
        return bytes;
    }

    /// Tries everything.
    void keepsItsPromises() throws Exception {
        whenInterruptedBefore();
        whenInterruptedMeanwhile();
        whenClosed();
        whenAborted();
    }

    private void whenInterruptedBefore() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    Thread.currentThread().interrupt();
                    assertEquals(0, writtenUntilInterrupted(connection));
                    connection.output().write('!');
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            peer.expect("!").expectEnd();

            probe.result();
        }
    }

    private void whenInterruptedMeanwhile() throws Exception {
        var probe =
                Probe.of(connection -> {
                    long written = writtenUntilInterrupted(connection);
                    connection.output().write('!');
                    return written;
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            awaitStuck(probe);

            probe.thread().interrupt();

            byte[] received = peer.receiveAll();
            assertEquals(probe.result() + 1, received.length);
            assertEquals('!', received[received.length - 1]);
            assertIsWhatWasWritten(Arrays.copyOf(received, received.length - 1));
        }
    }

    /// Writes again and again.
    ///
    /// @return how many bytes were written
    private long writtenUntilInterrupted(Connection connection) {
        long[] complete = {0};
        var interrupted =
                assertThrows(
                        ConnectionInterruptedException.class,
                        () -> {
                            while (true) {
                                call.on(connection, bytes);
                                complete[0] += bytes.length;
                            }
                        });
        assertTrue(Thread.interrupted(), "interrupt status");
        assertEquals(connection.bytesOut(), complete[0] + interrupted.bytesTransferred());
        return connection.bytesOut();
    }

    private void whenClosed() throws Exception {
        var probe = Probe.doing(this::writeForEver);
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            awaitStuck(probe);

            probe.connection().close();

            probe.failure(ConnectionClosedException.class);
            byte[] received = peer.receiveAll();
            assertEquals(probe.connection().bytesOut(), received.length);
            assertIsWhatWasWritten(received);
        }
    }

    private void whenAborted() throws Exception {
        var probe = Probe.doing(this::writeForEver);
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            awaitStuck(probe);

            probe.connection().abort();

            probe.failure(ConnectionClosedException.class);
            peer.expectReset();
        }
    }

    private void writeForEver(Connection connection) throws IOException {
        while (true) {
            call.on(connection, bytes);
        }
    }

    private void assertIsWhatWasWritten(byte[] received) {
        var expected = new byte[received.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = bytes[i % bytes.length];
        }
        assertArrayEquals(expected, received);
    }

    /// Blocks until the handler has written something and waits for the peer to read it.
    static void awaitStuck(Probe<?> probe) {
        eventually().until(() -> probe.connection().bytesOut() > 0);
        probe.awaitWaiting();
    }
}
