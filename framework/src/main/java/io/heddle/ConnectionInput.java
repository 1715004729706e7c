package io.heddle;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.ReadyGate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bytes from a peer. Buffered: it reads what the socket has, 4 to 64 KiB at a time, and holds a
/// buffer only while there are unread bytes in it, never while it waits.
///
/// One thread at a time may read. A read waits until there is something to return.
///
/// All reads throw [PeerResetException] if the connection broke, [ConnectionInterruptedException] if
/// the thread is interrupted before or while it waits (nothing that came is lost), and
/// [ConnectionClosedException] if this side closed the connection.
public final class ConnectionInput extends InputStream {

    private static final int KIB = 1024;
    private static final int MAX_CREDIT = 8;
    private static final int WAITS_BETWEEN_PROBES = 64;

    /// Where a read that finds nothing goes on.
    private enum Look {
        /// Wait, perhaps after a look.
        NONE,
        /// The read in progress is a look.
        LOOKING,
        /// The look found nothing: wait now.
        IN_VAIN
    }

    private final Connection connection;

    // all below: confined to the one reader, but for refused
    private @Nullable ByteBuffer unread; // borrowed; null when nothing is unread
    private byte nextKib = BufferPool.MIN_BYTES / KIB; // size of the next buffer to borrow
    private boolean more = true; // the last read left something, as far as we know
    private boolean ended; // the peer's stream
    private byte credit = 1; // how well looking before waiting has paid
    private byte waits; // since the last look
    private Look look = Look.NONE;
    private volatile boolean refused; // by shutdownInput

    ConnectionInput(Connection connection) {
        this.connection = connection;
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
        giveBackIfDrained();
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
        giveBackIfDrained();
        return count;
    }

    /// Reads at least one byte into a buffer with room for one; its position moves.
    ///
    /// @return how many bytes were read, or -1 at the end of the peer's stream
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            throw new IllegalArgumentException("target has no room");
        }
        if (unread == null && target.isDirect() && target.remaining() >= nextKib * KIB) {
            return receive(target);
        }
        ByteBuffer bytes = fill();
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.remaining());
        target.put(target.position(), bytes, bytes.position(), count);
        target.position(target.position() + count);
        bytes.position(bytes.position() + count);
        giveBackIfDrained();
        return count;
    }

    /// Reads exactly `length` bytes, waiting until all have come. Memory is taken as they come, not
    /// beforehand, so a length that the peer made up costs nothing.
    ///
    /// @param length at least 0; bound it if it comes from the peer
    /// @throws PeerClosedException if the peer's stream ended before
    public byte[] readExactly(int length) throws IOException {
        if (length < 0) {
            throw new IllegalArgumentException("length must be at least 0, was " + length);
        }
        byte[] bytes = readNBytes(length);
        if (bytes.length < length) {
            connection.noteEnd(CloseReason.PEER_CLOSED);
            throw new PeerClosedException(
                    connection + " ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /// Reads a line, as UTF-8 (malformed bytes become `U+FFFD`), that ends with LF or CR LF.
    ///
    /// @param maxBytes how long it may be without its end, at least 0
    /// @return the line without its end, or null if the peer's stream ended before its first byte
    /// @throws LineTooLongException if it is longer
    /// @throws PeerClosedException if the peer's stream ended inside the line
    public @Nullable String readLine(int maxBytes) throws IOException {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be at least 0, was " + maxBytes);
        }
        var line = new ByteArrayOutputStream(Math.min(maxBytes, 128));
        while (true) {
            ByteBuffer bytes;
            try {
                bytes = fill();
            } catch (ConnectionInterruptedException interrupted) {
                unreadFirst(line.toByteArray());
                throw interrupted;
            }
            if (bytes == null) {
                return endOfLine(line);
            }
            boolean complete = takeLine(bytes, line, maxBytes);
            giveBackIfDrained();
            if (complete) {
                return text(line, maxBytes);
            }
        }
    }

    private @Nullable String endOfLine(ByteArrayOutputStream line) throws PeerClosedException {
        if (line.size() == 0) {
            return null;
        }
        connection.noteEnd(CloseReason.PEER_CLOSED);
        throw new PeerClosedException(
                connection + " ended after " + line.size() + " bytes of a line");
    }

    /// Moves bytes up to and without LF.
    ///
    /// @return whether LF was there
    private boolean takeLine(ByteBuffer bytes, ByteArrayOutputStream line, int maxBytes)
            throws LineTooLongException {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                return true;
            }
            if (line.size() > maxBytes) { // one more than allowed may still be the CR of the end
                throw new LineTooLongException(maxBytes);
            }
            line.write(b);
        }
        return false;
    }

    private static String text(ByteArrayOutputStream line, int maxBytes)
            throws LineTooLongException {
        byte[] bytes = line.toByteArray();
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        if (length > maxBytes) {
            throw new LineTooLongException(maxBytes);
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// Puts bytes back in front of the unread ones.
    private void unreadFirst(byte[] bytes) {
        if (bytes.length > 0) { // nothing is unread now: a read was waiting
            unread = ByteBuffer.wrap(bytes);
        }
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
        long left = count;
        while (left > 0) {
            ByteBuffer bytes = fill();
            if (bytes == null) {
                break;
            }
            int step = (int) Math.min(left, bytes.remaining());
            bytes.position(bytes.position() + step);
            left -= step;
            giveBackIfDrained();
        }
        return Math.max(0, count) - Math.max(0, left);
    }

    /// How many bytes can be read without asking the socket.
    @Override
    public int available() {
        return unread == null ? 0 : unread.remaining();
    }

    /// Copies everything until the end of the peer's stream. To the output of a connection it goes
    /// without a copy on the heap.
    ///
    /// @return how many bytes were copied
    @Override
    public long transferTo(OutputStream target) throws IOException {
        long total = 0;
        while (unread != null || awaitBytes()) {
            total += transferWhatIsThere(target);
        }
        return total;
    }

    private int transferWhatIsThere(OutputStream target) throws IOException {
        ByteBuffer bytes = unread != null ? unread : receiveUnread();
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
        giveBackIfDrained();
        return count;
    }

    /// Closes the whole connection, as [Connection#close()] does.
    @Override
    public void close() {
        connection.close();
    }

    void shutdown() throws IOException {
        connection.checkNotClosed();
        refused = true;
        try {
            connection.socket().channel().shutdownInput();
        } catch (IOException broken) {
            throw connection.broken(broken);
        }
        connection.socket().readable().wake();
    }

    /// Whether the peer's stream has been read to its end.
    boolean hasEnded() {
        return ended;
    }

    /// Gives a borrowed buffer back with whatever is in it: nobody will read any more.
    void discard() {
        ByteBuffer bytes = unread;
        unread = null;
        if (bytes != null) {
            BufferPool.SHARED.giveBack(bytes);
        }
    }

    private void giveBackIfDrained() {
        if (unread != null && !unread.hasRemaining()) {
            discard();
        }
    }

    /// Makes sure that there are unread bytes, waiting for them.
    ///
    /// @return them, or null at the end of the peer's stream
    private @Nullable ByteBuffer fill() throws IOException {
        ByteBuffer bytes = unread;
        while (bytes == null && awaitBytes()) {
            bytes = receiveUnread();
        }
        return bytes;
    }

    /// Reads what is there into a borrowed buffer.
    ///
    /// @return the buffer, or null if nothing was there
    private @Nullable ByteBuffer receiveUnread() throws IOException {
        ByteBuffer bytes = BufferPool.SHARED.borrow(nextKib * KIB);
        int count = 0;
        try {
            count = receiveNow(bytes);
        } finally {
            if (count <= 0) {
                BufferPool.SHARED.giveBack(bytes);
            }
        }
        if (count <= 0) {
            return null;
        }
        unread = bytes.flip();
        return bytes;
    }

    /// Reads straight into a buffer of the caller.
    private int receive(ByteBuffer target) throws IOException {
        while (awaitBytes()) {
            int count = receiveNow(target);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    /// Waits, without a buffer, until a read may return something.
    ///
    /// Before it parks it may let other threads run and then have one look: under load the next
    /// request has often come by then, and the poller need not hear of it. That is kept up while it
    /// pays: a look that finds something earns credit, one that finds nothing costs credit.
    ///
    /// @return false at the end of the peer's stream
    @SuppressWarnings("ThreadPriorityCheck") // correct without the yield, and faster with it
    private boolean awaitBytes() throws IOException {
        connection.checkNotClosed();
        if (ended || refused) {
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        if (more || connection.socket().readable().take()) {
            return true;
        }
        if (look == Look.NONE && (credit > 0 || ++waits >= WAITS_BETWEEN_PROBES)) {
            waits = 0;
            look = Look.LOOKING;
            Thread.yield();
            return true;
        }
        look = Look.NONE;
        if (connection.socket().readable().await() == ReadyGate.Outcome.INTERRUPTED) {
            throw interrupted();
        }
        connection.checkNotClosed();
        return !refused;
    }

    /// Reads what is there, which may be nothing.
    ///
    /// @return how many bytes, 0 if there were none, -1 at the end of the peer's stream
    private int receiveNow(ByteBuffer target) throws IOException {
        int count;
        try {
            count = connection.socket().channel().read(target);
        } catch (ClosedChannelException closed) {
            connection.checkNotClosed();
            throw connection.broken(closed);
        } catch (IOException broken) {
            throw connection.broken(broken);
        }
        more = count > 0 && !target.hasRemaining();
        if (look == Look.LOOKING) {
            credit = (byte) Math.clamp(credit + (count > 0 ? 1 : -1), 0, MAX_CREDIT);
            look = count > 0 ? Look.NONE : Look.IN_VAIN;
        }
        if (count < 0) {
            ended = true;
            return count;
        }
        if (count > 0) {
            if (!more) {
                connection.socket().readable().take(); // noted for what was just read; what comes is noted anew
            }
            connection.countIn(count);
            adapt(count);
        }
        return count;
    }

    /// Reads larger while reads fill their buffer, smaller when they leave most of it empty.
    private void adapt(int count) {
        if (more) {
            nextKib = (byte) Math.min(nextKib * 4, BufferPool.MAX_BYTES / KIB);
        } else if (count <= nextKib * KIB / 8) {
            nextKib = (byte) Math.max(nextKib / 4, BufferPool.MIN_BYTES / KIB);
        }
    }

    private ConnectionInterruptedException interrupted() {
        return new ConnectionInterruptedException("interrupted in a read from " + connection, 0);
    }
}
