package io.heddle;

import io.heddle.internal.buffer.BufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The bytes that have come and were not taken: waits without a buffer, then borrows one of the
/// size that fits the traffic, and gives it back when it is drained.
///
/// Confined to the connection's one reader.
abstract class BufferedInput extends SocketInput {

    private static final int KIB = 1024;
    private static final int SMALL_READS_TO_SHRINK = 16;

    private @Nullable ByteBuffer unread; // null when nothing is unread
    private byte nextKib = BufferPool.MIN_BYTES / KIB; // size of the next buffer to borrow
    private byte smallReads; // in a row

    BufferedInput(Connection connection) {
        super(connection);
    }

    /// Makes sure that there are unread bytes, waiting for them. The caller takes some and calls
    /// [#taken()].
    ///
    /// @return them, or null at the end of the peer's stream
    final @Nullable ByteBuffer fill() throws IOException {
        connection().checkNotClosed();
        checkNotWatched();
        ByteBuffer bytes = unread;
        while (bytes == null && awaitBytes()) {
            bytes = receive();
        }
        return bytes;
    }

    /// The same in a call that takes more than what is there.
    ///
    /// @param begun whether it has taken something already
    final @Nullable ByteBuffer fillRest(boolean begun) throws IOException {
        if (!begun) {
            connection().readTimer().begin();
        }
        readsRest(begun);
        try {
            return fill();
        } finally {
            readsRest(false);
        }
    }

    /// Waits for bytes between two requests.
    ///
    /// @return false at the end of the peer's stream, or if the server is stopping
    final boolean fillAtRest() throws IOException {
        beginRest();
        try {
            return fill() != null;
        } catch (DrainingException stopping) {
            return false;
        } finally {
            endRest();
        }
    }

    /// The unread bytes, or else those that are there, without waiting.
    ///
    /// @return null if there are none now
    final @Nullable ByteBuffer fillNow() throws IOException {
        checkNotWatched();
        return unread != null ? unread : receive();
    }

    /// Gives the buffer of [#fill()] back if nothing is left in it.
    final void taken() {
        ByteBuffer bytes = unread;
        if (bytes != null && !bytes.hasRemaining()) {
            unread = null;
            BufferPool.SHARED.giveBack(bytes);
        }
    }

    /// Lets go of what nobody has read, at the end of the connection(). Not given back to the pool:
    /// a thread that the handler has left behind may still have its hands on it.
    final void abandon() {
        unread = null;
    }

    /// Makes bytes the next ones to be read.
    ///
    /// @param bytes not copied
    final void putBack(byte[] bytes) {
        ByteBuffer rest = unread;
        if (rest == null) {
            unread = bytes.length == 0 ? null : ByteBuffer.wrap(bytes);
        } else if (bytes.length <= rest.position()) { // where they were taken, most likely
            rest.position(rest.position() - bytes.length);
            rest.put(rest.position(), bytes);
        } else {
            unread = ByteBuffer.allocate(bytes.length + rest.remaining());
            unread.put(bytes).put(rest).flip();
            BufferPool.SHARED.giveBack(rest);
        }
    }

    /// Whether there are unread bytes.
    final boolean hasUnread() {
        return unread != null;
    }

    @Override
    public int available() {
        return unread == null ? 0 : unread.remaining();
    }

    /// Whether a direct read into the buffer would be as large as a buffer of ours.
    final boolean suits(ByteBuffer target) {
        return unread == null && target.isDirect() && target.remaining() >= nextKib * KIB;
    }

    /// Reads straight into a buffer of the caller, waiting for at least one byte.
    ///
    /// @return how many bytes, or -1 at the end of the peer's stream
    final int receiveInto(ByteBuffer target) throws IOException {
        while (awaitBytes()) {
            int count = readNow(target);
            if (count > 0) {
                adapt(count);
                return count;
            }
        }
        return -1;
    }

    /// Counts what is unread, which came when it was not known yet what it is.
    final void countUnread() {
        if (available() > 0) {
            connection().countIn(available());
        }
    }

    /// Takes what is unread, for a transport.
    final byte[] takeUnread() {
        var bytes = new byte[available()];
        if (unread != null) {
            unread.get(bytes);
            taken();
        }
        return bytes;
    }

    /// Reads what is there, for those who watch and do not want the bytes: they are the next to be
    /// read. Takes the place of the reader.
    ///
    /// @return whether there is something now: bytes, or the end
    final boolean lookAhead() throws IOException {
        return unread != null || hasEnded() || receive() != null || hasEnded();
    }

    /// Whether the peer's stream goes on and has nothing for us now. Takes the place of the reader.
    final boolean isAtRest() throws IOException {
        return watcher() == null && !isRefused() && !lookAhead();
    }

    /// Reads what is there into a borrowed buffer.
    ///
    /// @return the buffer, or null if nothing was there
    private @Nullable ByteBuffer receive() throws IOException {
        ByteBuffer bytes = BufferPool.SHARED.borrow(nextKib * KIB);
        int count = 0;
        try {
            count = readNow(bytes);
        } finally {
            if (count <= 0) {
                BufferPool.SHARED.giveBack(bytes);
            }
        }
        if (count <= 0) {
            return null;
        }
        adapt(count);
        unread = bytes.flip();
        return bytes;
    }

    /// Reads larger as soon as a read fills its buffer, smaller when many in a row leave most of it
    /// empty: a large message often comes with a small rest.
    private void adapt(int count) {
        if (leftMore()) {
            nextKib = (byte) Math.min(nextKib * 4, BufferPool.MAX_BYTES / KIB);
            smallReads = 0;
        } else if (count > nextKib * KIB / 8) {
            smallReads = 0;
        } else if (++smallReads >= SMALL_READS_TO_SHRINK) {
            nextKib = (byte) Math.max(nextKib / 4, BufferPool.MIN_BYTES / KIB);
            smallReads = 0;
        }
    }
}
