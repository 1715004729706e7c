package io.heddle.http.websocket;

import io.heddle.Connection;
import io.heddle.ConnectionClosedException;
import io.heddle.ConnectionTimedOutException;
import io.heddle.TimeoutPhase;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The frames to a peer. Any thread may write; whole frames go one after the other, and none after
/// the one that closes. Nothing is queued: who writes to a peer that does not read waits.
final class FrameOutput {

    private static final byte[] NOTHING = {};

    /// So many pings that come together are answered one by one, and of the others the last ([RFC
    /// 6455 §5.5.3](https://www.rfc-editor.org/rfc/rfc6455#section-5.5.3)).
    private static final int MOST_PONGS = 16;

    private final Connection connection;
    // Keeps compressed messages, and the one that closes, in the order in which they are made. It
    // guards nothing but the deflater and that order, and is held while bytes move.
    private final ReentrantLock order = new ReentrantLock(true);
    private final @Nullable MessageDeflater deflater;
    private final AtomicReference<@Nullable CloseStatus> closed = new AtomicReference<>();
    private volatile long closedNanos;
    private @Nullable List<byte[]> pongs; // owed; confined to the reader

    FrameOutput(Connection connection, @Nullable MessageDeflater deflater) {
        this.connection = connection;
        this.deflater = deflater;
    }

    /// Why nothing more may be written.
    ///
    /// @return null as long as it may
    @Nullable CloseStatus closed() {
        return closed.get();
    }

    /// When that was, on the monotonic clock.
    long closedNanos() {
        return closedNanos;
    }

    void send(Message message) throws IOException {
        enter();
        try {
            checkOpen();
            int first = FrameHead.FIN | (message.isText() ? FrameHead.TEXT : FrameHead.BINARY);
            byte[] smaller = deflater == null ? null : deflater.deflate(message.bytes());
            if (smaller == null) {
                write(first, message.bytes());
            } else {
                writeCompressed(first, smaller);
            }
        } finally {
            order.unlock();
        }
    }

    private void writeCompressed(int first, byte[] payload) throws IOException {
        boolean isWritten = false;
        try {
            write(first | FrameHead.COMPRESSED, payload);
            isWritten = true;
        } finally {
            if (!isWritten && deflater != null) {
                deflater.forget();
            }
        }
    }

    void ping() throws IOException {
        enter();
        try {
            checkOpen();
            write(FrameHead.FIN | FrameHead.PING, NOTHING);
        } finally {
            order.unlock();
        }
    }

    /// Sends a ping, unless it is closed.
    ///
    /// @return false if it is
    boolean pingIfOpen() throws IOException {
        try {
            ping();
            return true;
        } catch (ConnectionClosedException closed) {
            return false;
        }
    }

    /// Says why this is the last frame. If it gives up before anything was written, it is not.
    ///
    /// @return false if another one was before
    boolean close(CloseStatus status) throws IOException {
        enter();
        try {
            if (!end(status)) {
                return false;
            }
            write(FrameHead.FIN | FrameHead.CLOSE, status.payload());
            return true;
        } catch (WaitEndedException ended) {
            if (ended.bytesTransferred() == 0) {
                closed.compareAndSet(status, null);
            }
            throw ended;
        } finally {
            order.unlock();
        }
    }

    /// Says that nothing more may be written.
    ///
    /// @return false if that was known
    boolean end(CloseStatus status) {
        closedNanos = closed.get() == null ? System.nanoTime() : closedNanos;
        return closed.compareAndSet(null, status);
    }

    /// A ping has come, and is to be answered by [#sendPongs()].
    void owePong(byte[] payload) {
        List<byte[]> owed = pongs;
        if (owed == null) {
            owed = new ArrayList<>(1);
            pongs = owed;
        }
        if (owed.size() == MOST_PONGS) {
            owed.removeLast();
        }
        owed.add(payload);
    }

    /// Called by the reader before it waits, or goes away.
    void sendPongs() throws IOException {
        if (pongs != null) {
            sendOwed(pongs);
        }
    }

    private void sendOwed(List<byte[]> owed) throws IOException {
        enter();
        try {
            if (closed.get() == null) {
                var frames = new ByteBuffer[2 * owed.size()];
                for (int i = 0; i < owed.size(); i++) {
                    byte[] payload = owed.get(i);
                    int first = FrameHead.FIN | FrameHead.PONG;
                    frames[2 * i] = ByteBuffer.wrap(FrameHead.of(first, payload.length));
                    frames[2 * i + 1] = ByteBuffer.wrap(payload);
                }
                write(frames);
            }
            pongs = null;
        } finally {
            order.unlock();
        }
    }

    private void enter() throws IOException {
        try {
            order.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            connection.output().writeWhole(); // throws what all writes throw then
            throw new ConnectionClosedException("interrupted in a write to " + connection);
        }
    }

    private void checkOpen() throws ConnectionClosedException {
        CloseStatus status = closed.get();
        if (status != null) {
            throw new ConnectionClosedException(
                    "WebSocket of " + connection + " is closed: " + status);
        }
    }

    private void write(int first, byte[] payload) throws IOException {
        write(ByteBuffer.wrap(FrameHead.of(first, payload.length)), ByteBuffer.wrap(payload));
    }

    /// Somebody who takes nothing for that long will not take a goodbye either.
    private void write(ByteBuffer... frames) throws IOException {
        try {
            connection.output().writeWhole(frames);
        } catch (ConnectionTimedOutException late) {
            if (late.phase() == TimeoutPhase.WRITE || late.phase() == TimeoutPhase.WRITE_RATE) {
                connection.abort();
            }
            throw late;
        }
    }

    /// Gives the memory of the deflater back, at the end of the handler.
    void release() {
        if (deflater == null) {
            return;
        }
        if (!order.tryLock()) {
            connection.close(); // ends the write of a thread that the handler has left behind
            order.lock();
        }
        try {
            deflater.end();
        } finally {
            order.unlock();
        }
    }
}
