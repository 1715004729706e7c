package io.heddle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// The bytes from a peer. Buffered: it reads what the socket has, 4 to 64 KiB at a time, and holds
/// a buffer only while there are unread bytes in it, never while it waits.
///
/// One thread at a time may read. A read waits until there is something to return.
///
/// All reads throw [PeerResetException] if the connection broke, [ConnectionClosedException] if
/// this side closed it, and a [WaitEndedException] if the thread gives up: interrupted before or
/// while it waits, over a limit of [Timeouts], or past a [Deadline]. No byte is lost then: what the
/// call had read is read again by the next one, or else `bytesTransferred` says how much was passed
/// on.
public final class ConnectionInput extends DelimitedInput {

    ConnectionInput(Connection connection) {
        super(connection);
    }

    /// Reads one byte.
    ///
    /// @return 0 to 255, or -1 at the end of the peer's stream
    @Override
    public int read() throws IOException {
        ByteBuffer bytes = fill();
        if (bytes == null) {
            return -1;
        }
        int b = bytes.get() & 0xff;
        taken();
        return b;
    }

    /// Reads at least one byte, unless `length` is 0.
    ///
    /// @return how many bytes were read, or -1 at the end of the peer's stream
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        ByteBuffer bytes = fill();
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        taken();
        return count;
    }

    /// Reads at least one byte into a buffer with room for one; its position moves.
    ///
    /// @return how many bytes were read, or -1 at the end of the peer's stream
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            throw new IllegalArgumentException("target has no room");
        }
        if (suits(target)) {
            return receiveInto(target);
        }
        ByteBuffer bytes = fill();
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.remaining());
        target.put(target.position(), bytes, bytes.position(), count);
        target.position(target.position() + count);
        bytes.position(bytes.position() + count);
        taken();
        return count;
    }

    /// Reads exactly `length` bytes, waiting until all have come. Memory is taken as they come, not
    /// beforehand, so a length that the peer made up costs nothing.
    ///
    /// @param length at least 0; bound it if it comes from the peer
    /// @throws PeerClosedException if the peer's stream ended before
    public byte[] readExactly(int length) throws IOException {
        byte[] bytes = readNBytes(length);
        if (bytes.length < length) {
            throw endedAfter(bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /// Reads `length` bytes, or as many as come before the end of the peer's stream. Memory is
    /// taken as they come.
    ///
    /// @param length at least 0
    @Override
    public byte[] readNBytes(int length) throws IOException {
        if (length < 0) {
            throw new IllegalArgumentException("length must be at least 0, was " + length);
        }
        if (length <= available()) {
            var bytes = new byte[length];
            read(bytes, 0, length);
            return bytes;
        }
        var bytes = new TakenBytes();
        while (bytes.size() < length && fillAfter(bytes)) {
            ByteBuffer unread = Objects.requireNonNull(fill());
            bytes.take(unread, Math.min(length - bytes.size(), unread.remaining()));
            taken();
        }
        return bytes.toByteArray();
    }

    /// Reads `length` bytes, or as many as come before the end of the peer's stream.
    ///
    /// @return how many bytes were read, 0 or more
    @Override
    public int readNBytes(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int count = 0;
        try {
            while (count < length && fillRest(count > 0) != null) {
                count += read(target, offset + count, length - count);
            }
        } catch (WaitEndedException ended) {
            putBack(Arrays.copyOfRange(target, offset, offset + count));
            throw ended;
        }
        return count;
    }

    /// Reads everything until the end of the peer's stream, however much that is: trust the peer,
    /// or use [#readNBytes(int)].
    @Override
    public byte[] readAllBytes() throws IOException {
        return readNBytes(Integer.MAX_VALUE);
    }

    /// Waits, between two requests, for the next one. A handler that calls this is ended by a
    /// [SocketServer#shutdown(ShutdownPlan)] while it waits here, and nowhere else until the
    /// farewell. Of one that does not, the server guesses: it takes a handler that waits for the
    /// first byte of a call for idle if the peer has never sent anything, or was answered since.
    ///
    /// @return whether there is something to read; false at the end of the peer's stream, or if the
    ///   server is stopping and the peer has sent nothing: the handler should return
    public boolean awaitRequest() throws IOException {
        return fillAtRest();
    }

    /// Looks at the next byte without taking it, waiting for it.
    ///
    /// @return 0 to 255, or -1 at the end of the peer's stream
    public int peek() throws IOException {
        ByteBuffer bytes = fill();
        return bytes == null ? -1 : bytes.get(bytes.position()) & 0xff;
    }

    /// Skips bytes, waiting for them, until `count` are skipped or the peer's stream has ended.
    ///
    /// @param count nothing is skipped if it is not positive
    /// @return how many were skipped: fewer only at the end of the stream
    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        try {
            for (ByteBuffer bytes; skipped < count && (bytes = fillRest(skipped > 0)) != null; ) {
                int step = (int) Math.min(count - skipped, bytes.remaining());
                bytes.position(bytes.position() + step);
                skipped += step;
                taken();
            }
        } catch (WaitEndedException ended) {
            throw ended.after(skipped);
        }
        return skipped;
    }

    /// Makes bytes the next ones to be read, before those that are unread. A read that consists of
    /// several calls does this with what it has taken when a later one throws a
    /// [WaitEndedException]: then it can be repeated as a whole.
    ///
    /// @param bytes copied
    public void unread(byte[] bytes) {
        checkNotWatched();
        putBack(bytes.clone());
    }

    /// How many bytes can be read without asking the socket.
    @Override
    public int available() {
        return super.available();
    }

    /// Copies everything until the end of the peer's stream. To the output of a connection it goes
    /// without a copy on the heap.
    ///
    /// @return how many bytes were copied
    @Override
    public long transferTo(OutputStream target) throws IOException {
        long total = 0;
        beginStream();
        try {
            while (hasUnread() || awaitBytes()) {
                total += transferWhatIsThere(target);
                readsRest(total > 0);
            }
        } catch (WaitEndedException ended) {
            throw ended.after(total + ended.bytesTransferred());
        } finally {
            endStream();
        }
        return total;
    }

    /// Not part of the loop, whose frame an idle connection keeps: it waits with little on its
    /// stack.
    private int transferWhatIsThere(OutputStream target) throws IOException {
        ByteBuffer bytes = fillNow();
        if (bytes == null) {
            return 0;
        }
        int count = bytes.remaining();
        if (target instanceof ConnectionOutput output) {
            output.write(bytes);
        } else {
            var copy = new byte[count];
            bytes.get(copy);
            target.write(copy);
        }
        taken();
        return count;
    }

    /// Closes the whole connection, as [Connection#close()] does.
    @Override
    public void close() {
        connection().close();
    }
}
