package io.heddle;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.poll.ReadyGate;
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
            ReadyGate.Outcome outcome = ReadyGate.Outcome.READY;
            while (dropBytes(connection, socket) && outcome == ReadyGate.Outcome.READY) {
                long left = end - System.nanoTime();
                outcome =
                        left > 0 ? socket.readable().await(left) : ReadyGate.Outcome.TIMED_OUT;
            }
        } catch (IOException gone) {
            // reset by the peer, or aborted: nothing to wait for
        }
    }

    /// Reads and drops what is there.
    ///
    /// @return whether more may come
    private static boolean dropBytes(Connection connection, PolledSocket socket)
            throws IOException {
        ByteBuffer dropped = BufferPool.SHARED.borrow(BufferPool.MIN_BYTES);
        try {
            int count = socket.channel().read(dropped);
            while (count > 0) {
                connection.countIn(count);
                dropped.clear();
                count = socket.channel().read(dropped);
            }
            return count == 0;
        } finally {
            BufferPool.SHARED.giveBack(dropped);
        }
    }
}
