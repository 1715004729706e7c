package io.heddle;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.PolledSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Ends a connection so that the peer reads everything that was written.
///
/// To close a socket that still has unread bytes, or that gets some afterwards, makes the kernel
/// send a reset, and a reset makes the peer's kernel throw away what the peer has not read yet. So:
/// end our stream, read and drop what still comes, and close when the peer has closed its side or
/// its time is over ([RFC 9112 §9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)).
final class LingeringClose {

    private LingeringClose() {}

    /// Blocks until the peer has ended its stream, for at most the given time. The caller closes
    /// the socket afterwards.
    static void await(Connection connection, PolledSocket socket, Duration atMost) {
        try {
            socket.channel().shutdownOutput();
            long end = System.nanoTime() + atMost.toNanos();
            int dropped = dropBytes(connection, socket);
            while (dropped >= 0 && System.nanoTime() - end < 0) {
                if (dropped == 0) {
                    socket.readable().await(end - System.nanoTime());
                    Thread.interrupted(); // was meant for the handler
                }
                dropped = dropBytes(connection, socket);
            }
        } catch (IOException gone) {
            // reset by the peer, or aborted: nothing to wait for
        }
    }

    /// Reads and drops some of what is there.
    ///
    /// @return how many bytes, -1 at the end of the peer's stream
    private static int dropBytes(Connection connection, PolledSocket socket) throws IOException {
        ByteBuffer dropped = BufferPool.SHARED.borrow(BufferPool.MIN_BYTES);
        try {
            int count = socket.channel().read(dropped);
            connection.countIn(Math.max(0, count));
            return count;
        } finally {
            BufferPool.SHARED.giveBack(dropped);
        }
    }
}
