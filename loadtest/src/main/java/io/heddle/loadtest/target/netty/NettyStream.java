package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.Frame;
import io.heddle.loadtest.wire.FrameReader;
import io.heddle.loadtest.wire.FrameStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What Netty has read of one connection, for a thread that blocks until there is more.
///
/// Reading pauses while much of it is unread, and a writer waits while much of it is unsent.
final class NettyStream implements FrameStream, AutoCloseable {
    private static final int MOST_UNREAD = 8;

    private final Channel channel;
    private final FrameReader frames = new FrameReader();
    private final Queue<ByteBuf> unread = new ArrayDeque<>(); // guarded by this
    private boolean ended; // guarded by this
    private @Nullable ByteBuf reading; // confined to the thread that reads
    private ByteBuffer view = ByteBuffer.allocate(0); // of `reading`

    NettyStream(Channel channel) {
        this.channel = channel;
    }

    /// Called by the loop; takes the buffer over.
    synchronized void received(ByteBuf bytes) {
        if (ended) {
            bytes.release();
            return;
        }
        unread.add(bytes);
        if (unread.size() >= MOST_UNREAD) {
            channel.config().setAutoRead(false);
        }
        notifyAll();
    }

    /// Called by the loop: nothing more comes.
    synchronized void ended() {
        ended = true;
        notifyAll();
    }

    /// Called by the loop: there may be room for writing.
    synchronized void wake() {
        notifyAll();
    }

    /// Sends back what comes, without a copy.
    void echo() throws IOException {
        for (var bytes = next(); bytes != null; bytes = next()) {
            awaitWritable();
            var _ = channel.writeAndFlush(bytes, channel.voidPromise());
        }
    }

    @Override
    public @Nullable Frame read() throws IOException {
        while (true) {
            var frame = frames.next(view);
            if (frame != null) {
                return frame;
            }
            release();
            reading = next();
            if (reading == null) {
                if (frames.insideFrame()) {
                    throw new EOFException("the peer closed inside a frame");
                }
                return null;
            }
            view = reading.nioBuffer();
        }
    }

    @Override
    public synchronized void write(ByteBuffer... parts) throws IOException {
        for (var part : parts) {
            awaitWritable();
            var copy = channel.alloc().ioBuffer(part.remaining()).writeBytes(part);
            var _ = channel.write(copy, channel.voidPromise());
        }
        channel.flush();
    }

    private synchronized @Nullable ByteBuf next() throws InterruptedIOException {
        while (unread.isEmpty() && !ended) {
            await();
        }
        var bytes = unread.poll();
        if (unread.isEmpty() && !ended && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        return bytes;
    }

    private synchronized void awaitWritable() throws IOException {
        while (!channel.isWritable() && !ended) {
            channel.flush();
            await();
        }
        if (ended) {
            throw new ClosedChannelException();
        }
    }

    /// Waits for a notification, or for none at all: callers ask again whether to wait.
    @SuppressWarnings("WaitNotInLoop")
    private synchronized void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it waited for the peer");
        }
    }

    private void release() {
        if (reading != null) {
            reading.release();
            reading = null;
            view = ByteBuffer.allocate(0);
        }
    }

    @Override
    public void close() {
        release();
        synchronized (this) {
            ended = true;
            unread.forEach(ByteBuf::release);
            unread.clear();
        }
        var _ = channel.close();
    }
}
