package io.heddle;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.ReadyGate;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bytes to a peer. Unbuffered: a write has been handed to the system when it returns, so there
/// is nothing to flush, and small writes are better gathered by the caller.
///
/// Any thread may write. A write is atomic: the bytes of one call stay together, whatever other
/// threads write at the same time, and threads write in the order in which they came. A write waits
/// while the peer does not read.
///
/// All writes throw [PeerResetException] if the connection broke, [ConnectionClosedException] if
/// this side closed the connection or its output, and a [WaitEndedException], which says how much
/// was written, if the thread gives up: interrupted before or while it waits, over a limit of
/// [Timeouts], or past a [Deadline].
public final class ConnectionOutput extends OrderedOutput {

    private final Connection connection;
    private volatile boolean shutdown;
    private boolean cut; // in the middle of a message; guarded by the write order

    ConnectionOutput(Connection connection) {
        this.connection = connection;
    }

    /// Writes one byte. Rarely what you want: each call is a packet.
    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        write(ByteBuffer.wrap(source, offset, length));
    }

    /// Writes all remaining bytes of the buffer; its position moves as bytes are written.
    public void write(ByteBuffer source) throws IOException {
        takeTurn();
        try {
            if (source.isDirect() || connection.link().copies()) {
                send(source, 0);
            } else {
                sendCopied(source);
            }
        } finally {
            leave();
        }
    }

    /// Writes all remaining bytes of the buffers, in their order, as one write; their positions
    /// move as bytes are written.
    public void write(ByteBuffer... sources) throws IOException {
        takeTurn();
        try {
            sendCopied(sources);
        } finally {
            leave();
        }
    }

    /// Writes all remaining bytes of the buffers as one message. As [#write(ByteBuffer...)], but
    /// when the thread gives up in the middle of it, the output ends there, so that nobody's bytes
    /// follow half a message: later writes throw [ConnectionClosedException].
    public void writeWhole(ByteBuffer... sources) throws IOException {
        takeTurn();
        try {
            sendCopied(sources);
        } catch (WaitEndedException ended) {
            cut |= ended.bytesTransferred() > 0;
            throw ended;
        } finally {
            leave();
        }
    }

    /// Writes bytes of a file, as one write. Where the transport is [Transport#PLAIN] the system
    /// sends them without a copy; otherwise they go in chunks.
    ///
    /// The channel's own position is neither used nor moved, so many connections may send from one
    /// channel at the same time. The wait for the peer can be ended like that of any write; the
    /// channel stays open whatever happens. A file that grows meanwhile makes no difference.
    ///
    /// @param file open for reading
    /// @param position of the first byte in the file, at least 0
    /// @param count how many bytes, at least 0
    /// @throws java.io.EOFException if the file ends before, or was cut meanwhile; what there was
    ///   is written, so that the peer has part of a message
    /// @throws IOException if the file cannot be read
    public void transferFrom(FileChannel file, long position, long count) throws IOException {
        var part = new FilePart(file, position, count);
        takeTurn();
        try {
            if (connection.link() instanceof PlainLink) {
                sendFile(part);
            } else {
                sendCopied(part);
            }
        } finally {
            leave();
        }
    }

    /// Nothing to do: a write leaves nothing behind.
    @Override
    public void flush() {}

    /// Closes the whole connection, as [Connection#close()] does.
    @Override
    public void close() {
        connection.close();
    }

    void shutdown() throws IOException {
        connection.checkNotClosed();
        shutdown = true;
        boolean ended = endOutput();
        connection.socket().writable().wake();
        if (!ended) {
            takeTurn();
            try {
                while (!endOutput()) {
                    awaitRoom();
                }
            } finally {
                leave();
            }
        }
    }

    private boolean endOutput() throws IOException {
        try {
            return connection.endOutput();
        } catch (HeddleException known) {
            throw known;
        } catch (IOException broken) {
            throw connection.broken(broken);
        }
    }

    /// Waits until the socket takes more, for what a transport has to send of its own.
    void awaitRoom() throws WaitEndedException {
        Deadline deadline = Deadline.nearest();
        checkDeadline(deadline, 0);
        awaitRoom(deadline, 0);
    }

    private void takeTurn() throws IOException {
        Deadline deadline = Deadline.nearest();
        try {
            while (!enter(deadline)) {
                checkDeadline(deadline, 0);
                deadline = Deadline.nearest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(0);
        }
        connection.beginWrite();
    }

    /// Gathers the sources into borrowed direct buffers and sends these. The position of a source
    /// tells how much of it was sent.
    private void sendCopied(ByteBuffer... sources) throws IOException {
        long sent = 0;
        for (long left = remaining(sources); left > 0; left = remaining(sources)) {
            ByteBuffer chunk = BufferPool.SHARED.borrow((int) Math.min(left, Integer.MAX_VALUE));
            gather(sources, chunk);
            chunk.flip();
            try {
                send(chunk, sent);
            } finally {
                sent += chunk.position();
                advance(sources, chunk.position());
                BufferPool.SHARED.giveBack(chunk);
            }
        }
    }

    private static long remaining(ByteBuffer[] sources) {
        long remaining = 0;
        for (ByteBuffer source : sources) {
            remaining += source.remaining();
        }
        return remaining;
    }

    /// Fills the chunk; leaves the positions of the sources alone.
    private static void gather(ByteBuffer[] sources, ByteBuffer chunk) {
        for (ByteBuffer source : sources) {
            int length = Math.min(source.remaining(), chunk.remaining());
            chunk.put(chunk.position(), source, source.position(), length);
            chunk.position(chunk.position() + length);
        }
    }

    private static void advance(ByteBuffer[] sources, int bytes) {
        int left = bytes;
        for (ByteBuffer source : sources) {
            int length = Math.min(source.remaining(), left);
            source.position(source.position() + length);
            left -= length;
        }
    }

    private void sendCopied(FilePart part) throws IOException {
        long sent = 0;
        while (sent < part.count()) {
            ByteBuffer chunk =
                    BufferPool.SHARED.borrow(
                            (int) Math.min(part.count() - sent, BufferPool.MAX_BYTES));
            try {
                part.read(sent, chunk);
                send(chunk, sent);
                sent += chunk.position();
            } finally {
                BufferPool.SHARED.giveBack(chunk);
            }
        }
    }

    private void sendFile(FilePart part) throws IOException {
        long sent = 0;
        while (sent < part.count()) {
            Deadline deadline = checkBefore(sent);
            int step;
            try {
                step = part.send(sent, connection.socket().channel());
            } catch (EOFException | FilePart.FileException ofTheFile) {
                throw ofTheFile;
            } catch (IOException failure) {
                throw failed(failure);
            }
            if (step > 0) {
                connection.haveWritten(step);
                sent += step;
            } else {
                awaitRoom(deadline, sent);
            }
        }
    }

    /// Makes sure that a call may go on.
    ///
    /// @param written how much of it was sent already
    /// @return when it has to end
    private @Nullable Deadline checkBefore(long written) throws IOException {
        checkOpen();
        Deadline deadline = Deadline.nearest();
        checkDeadline(deadline, written);
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(written);
        }
        return deadline;
    }

    /// What a failure of the socket is called.
    private HeddleException failed(IOException failure) throws ConnectionClosedException {
        if (failure instanceof HeddleException known) {
            return known;
        }
        if (failure instanceof ClosedChannelException) {
            checkOpen();
        }
        return connection.broken(failure);
    }

    /// Sends all of a buffer, waiting as often as it takes.
    ///
    /// @param before how much of the call was sent already
    private void send(ByteBuffer source, long before) throws IOException {
        int start = source.position();
        boolean done = !source.hasRemaining();
        while (!done) {
            Deadline deadline = checkBefore(before + source.position() - start);
            done = sendSome(source);
            if (!done) {
                awaitRoom(deadline, before + source.position() - start);
            }
        }
    }

    /// Sends what the system takes now.
    ///
    /// @return whether that was all
    private boolean sendSome(ByteBuffer source) throws IOException {
        TransportLink link = connection.link();
        try {
            int written = link.write(source);
            if (written > 0) {
                connection.haveWritten(written);
            }
            return !source.hasRemaining() && link.flush();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /// Waits, at most until the deadline, until a write may take something.
    ///
    /// @param written how much of the call was sent already
    private void awaitRoom(@Nullable Deadline deadline, long written) throws WaitEndedException {
        WriteTimer timer = connection.writeTimer();
        if (connection.isToldToEnd(false, false)) {
            throw new DrainingException(this + " while the server is stopping", written);
        }
        try {
            timer.enter(true);
        } catch (ConnectionTimedOutException late) {
            throw late.after(written);
        }
        ReadyGate gate = connection.socket().writable();
        ReadyGate.Outcome outcome = deadline == null ? gate.await() : deadline.await(gate);
        timer.leave();
        if (outcome == ReadyGate.Outcome.INTERRUPTED) {
            throw interrupted(written);
        }
    }

    private void checkDeadline(@Nullable Deadline deadline, long written)
            throws WaitEndedException {
        if (deadline != null && deadline.isExpired()) {
            throw deadline.exceeded(this, written);
        }
    }

    private void checkOpen() throws ConnectionClosedException {
        connection.checkNotClosed();
        if (shutdown) {
            throw new ConnectionClosedException("output of " + connection + " is shut down");
        }
        if (cut) {
            throw new ConnectionClosedException(
                    "output of " + connection + " ended inside a message");
        }
    }

    /// Whether more may be written, as far as this side is concerned. Called by who has written.
    boolean isOpen() {
        return !shutdown && !cut;
    }

    private ConnectionInterruptedException interrupted(long written) {
        return new ConnectionInterruptedException(
                "interrupted in " + this + " after " + written + " bytes", written);
    }

    @Override
    public String toString() {
        return "a write to " + connection;
    }
}
