package io.heddle;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.time.TimerWheel;
import io.heddle.internal.time.WheelTimer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Ends a connection so that the peer reads everything that was written.
///
/// To close a socket that still has unread bytes, or that gets some afterwards, makes the kernel
/// send a reset, and a reset makes the peer's kernel throw away what the peer has not read yet. So:
/// end our stream, read and drop what still comes, and close when the peer has closed its side or
/// its time is over ([RFC 9112 §9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)).
final class LingeringClose extends WheelTimer {

    private final Connection connection;
    private final PolledSocket socket;

    private LingeringClose(Connection connection) {
        this.connection = connection;
        this.socket = connection.socket();
    }

    /// Blocks until the peer has ended its stream, for at most the given time. The caller closes
    /// the socket afterwards.
    static void await(Connection connection, Duration atMost) {
        if (connection.input().hasEnded() && connection.link() instanceof PlainLink) {
            return; // the socket's own end says it all
        }
        var closing = new LingeringClose(connection);
        try {
            boolean ended = connection.endOutput();
            if (atMost.isPositive() && !(ended && connection.input().hasEnded())) {
                connection.wheel().set(closing, TimerWheel.ticks(atMost));
                while (!connection.endOutput()) {
                    connection.socket().writable().await();
                    Thread.interrupted(); // was meant for the handler
                }
                closing.dropUntilEnd();
            }
        } catch (IOException gone) {
            // reset by the peer, or closed by us: nothing to wait for
        } finally {
            connection.wheel().cancel(closing);
        }
    }

    private void dropUntilEnd() throws IOException {
        for (int dropped = 0; dropped >= 0; dropped = dropBytes()) {
            if (dropped == 0) {
                socket.readable().await();
                Thread.interrupted(); // was meant for the handler
            }
        }
    }

    /// Reads and drops some of what is there.
    ///
    /// @return how many bytes, -1 at the end of the peer's stream
    private int dropBytes() throws IOException {
        ByteBuffer dropped = BufferPool.SHARED.borrow(BufferPool.MIN_BYTES);
        try {
            int count = socket.channel().read(dropped);
            connection.countIn(Math.max(0, count));
            return count < -1 ? 0 : count; // a signal was quicker
        } finally {
            BufferPool.SHARED.giveBack(dropped);
        }
    }

    /// The peer's time is over.
    @Override
    protected void expire() {
        connection.release();
    }
}
