package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.client.protocol.Codec;
import io.heddle.loadtest.client.transport.ClientSocket;
import io.heddle.loadtest.client.transport.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/// One socket of a [Connection]: writes the requests that are in flight, and reads and checks their
/// replies.
///
/// Belongs to the loop's thread. Any exception means that the socket must be given up.
final class Link {
    private static final int THROTTLED_RECEIVE_BUFFER = 16 * 1024;
    private static final long STAMP_SEQUENCE = 0xFFFF_FFFFL;

    private final Loop loop;
    private final Connection connection;
    private final InFlight inFlight;
    private final ClientSocket socket;
    private final SelectionKey key;
    private final Wire wire;
    private final Codec codec;
    private final @Nullable Allowance readAllowance;
    private final @Nullable Allowance writeAllowance;

    private boolean isOpen;
    // The request that is being written, as a position in flight, and how much of it is written.
    private int writing;
    private int offset;
    private int ownOffset;
    private boolean sawFirstByte;
    private long answered;

    /// Begins to connect.
    Link(Loop loop, LoopPlan plan, Connection connection, InFlight inFlight, long nowNanos)
            throws IOException {
        this.loop = loop;
        this.connection = connection;
        this.inFlight = inFlight;
        readAllowance = allowance(plan.readBytesPerSecond(), nowNanos);
        writeAllowance = allowance(plan.writeBytesPerSecond(), nowNanos);
        socket = ClientSocket.open(plan.endpoint());
        try {
            socket.channel().configureBlocking(false);
            if (readAllowance != null) {
                // Otherwise the system would read ahead for a slow reader.
                socket.receiveBuffer(THROTTLED_RECEIVE_BUFFER);
            }
            wire = loop.wires().over(socket);
            codec = loop.codecs().create();
            loop.connector().sources().bind(socket);
            boolean connected = socket.connect(plan.server());
            key =
                    loop.register(
                            socket.channel(),
                            connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT,
                            connection);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static @Nullable Allowance allowance(long bytesPerSecond, long nowNanos) {
        return bytesPerSecond == 0 ? null : new Allowance(bytesPerSecond, nowNanos);
    }

    boolean has(SelectionKey key) {
        return this.key.equals(key);
    }

    /// Whether the socket is connected; otherwise the selector will tell.
    boolean isConnected() {
        return socket.isConnected();
    }

    /// How many requests were answered on this socket.
    long answered() {
        return answered;
    }

    /// Goes on with connecting, with TLS, and with the protocol's opening.
    ///
    /// @return whether requests can be sent now
    boolean open(long nowNanos) throws IOException {
        if (!socket.finishConnect()) {
            return false;
        }
        if (!wire.open()) {
            updateInterest(nowNanos);
            return false;
        }
        while (!codec.isReady()) {
            writeOpening();
            updateInterest(nowNanos);
            var buffer = loop.input().clear();
            int count = wire.read(buffer);
            if (count < 0) {
                throw closedByServer();
            }
            if (count == 0) {
                return false;
            }
            buffer.flip();
            while (buffer.hasRemaining() && !codec.isReady()) {
                codec.receiveOpening(buffer);
            }
            if (buffer.hasRemaining()) {
                codec.receiveUnasked(buffer);
            }
        }
        offset = 0;
        isOpen = true;
        return true;
    }

    private void writeOpening() throws IOException {
        wire.flush();
        int size = codec.openingBytes();
        while (offset < size && !wire.wantsToWrite()) {
            var output = loop.output().clear();
            codec.encodeOpening(offset, output);
            int written = wire.write(output.flip());
            offset += written;
            if (written == 0) {
                return;
            }
        }
    }

    /// Writes the requests in flight, as far as the socket takes them.
    void write(long nowNanos) throws IOException {
        if (wire.wantsToWrite()) {
            wire.flush();
        }
        boolean between = offset > 0 || writeOwn();
        while (between && writing < inFlight.size() && !wire.wantsToWrite()) {
            var output = loop.output().clear();
            if (writeAllowance != null) {
                output.limit(Math.min(writeAllowance.bytes(nowNanos), output.capacity()));
                if (!output.hasRemaining()) {
                    break;
                }
            }
            encode(output);
            int all = output.flip().remaining();
            int written = wire.write(output);
            countWritten(written);
            if (writeAllowance != null) {
                writeAllowance.spend(written);
            }
            if (written < all) {
                break;
            }
        }
        updateInterest(nowNanos);
    }

    /// Writes what the codec itself has to say, between two requests.
    ///
    /// @return whether nothing of it is left
    private boolean writeOwn() throws IOException {
        int size = codec.ownBytes();
        while (ownOffset < size) {
            var output = loop.output().clear();
            codec.encodeOwn(ownOffset, output);
            int written = wire.write(output.flip());
            ownOffset += written;
            if (written == 0) {
                return false;
            }
        }
        if (size > 0) {
            ownOffset = 0;
            codec.ownBytesWritten();
        }
        return true;
    }

    private void encode(ByteBuffer output) {
        int from = offset;
        for (int i = writing; i < inFlight.size() && output.hasRemaining(); i++) {
            int operation = inFlight.operation(i);
            int before = output.position();
            codec.encode(operation, stamp(i), from, output);
            if (from + output.position() - before < codec.requestBytes(operation)) {
                return;
            }
            from = 0;
        }
    }

    private void countWritten(int bytes) {
        int left = bytes;
        while (left > 0) {
            int missing = codec.requestBytes(inFlight.operation(writing)) - offset;
            if (left < missing) {
                offset += left;
                return;
            }
            left -= missing;
            offset = 0;
            writing++;
        }
    }

    /// Reads what there is, and tells the connection each reply that is complete.
    ///
    /// @return false at the server's end of the stream
    boolean read() throws IOException {
        boolean more = true;
        while (more) {
            var buffer = loop.input().clear();
            if (readAllowance != null) {
                buffer.limit(Math.min(readAllowance.bytes(System.nanoTime()), buffer.capacity()));
                if (!buffer.hasRemaining()) {
                    break;
                }
            }
            int count = wire.read(buffer);
            long now = System.nanoTime();
            if (count < 0) {
                return false;
            }
            if (readAllowance != null) {
                readAllowance.spend(count);
            }
            loop.tally().received(count);
            // A full buffer may have left more behind; the selector tells what the socket has, but
            // not what is left in TLS.
            boolean full = count > 0 && !buffer.hasRemaining() && readAllowance == null;
            more = wire.hasInput() || full;
            receive(buffer.flip(), now);
        }
        if (codec.ownBytes() > 0) {
            write(System.nanoTime());
        }
        if (readAllowance != null) {
            updateInterest(System.nanoTime());
        }
        return true;
    }

    private void receive(ByteBuffer bytes, long nowNanos) throws WrongReplyException {
        while (bytes.hasRemaining()) {
            if (inFlight.isEmpty()) {
                codec.receiveUnasked(bytes);
                return;
            }
            int operation = inFlight.operation(0);
            int size = codec.requestBytes(operation);
            int written = writing > 0 ? size : offset;
            if (written == 0) {
                codec.receiveUnasked(bytes);
                return;
            }
            if (!sawFirstByte) {
                sawFirstByte = true;
                loop.tally().firstByte(nowNanos - inFlight.written(0));
            }
            if (codec.receive(bytes, operation, stamp(0), written)) {
                if (written < size) {
                    throw new WrongReplyException(
                            "a reply came when %,d of the request's %,d bytes were sent"
                                    .formatted(written, size));
                }
                completed(nowNanos);
                if (codec.isSpent()) {
                    return;
                }
            }
        }
    }

    /// Tells whether the server's end of the stream completes a reply, and does so.
    boolean completeByEnd(long nowNanos) throws WrongReplyException {
        boolean completes = writing > 0 && codec.receiveEnd(inFlight.operation(0), stamp(0));
        if (completes) {
            completed(nowNanos);
        }
        return completes;
    }

    private void completed(long nowNanos) {
        writing--;
        answered++;
        sawFirstByte = false;
        connection.completed(!codec.hasFailed(), nowNanos);
    }

    /// Whether no further request can be sent, because the server has said so with its last reply.
    boolean isSpent() {
        return answered > 0 && codec.isSpent();
    }

    private void updateInterest(long nowNanos) {
        boolean reads = true;
        boolean writes = wire.wantsToWrite();
        if (!isOpen) {
            writes |= offset < codec.openingBytes();
        } else {
            boolean unwritten = writing < inFlight.size() || codec.ownBytes() > 0;
            if (unwritten && writeAllowance != null && writeAllowance.bytes(nowNanos) == 0) {
                connection.callAt(writeAllowance.nextNanos(nowNanos));
            } else {
                writes |= unwritten;
            }
            if (readAllowance != null && readAllowance.bytes(nowNanos) == 0) {
                reads = false;
                connection.callAt(readAllowance.nextNanos(nowNanos));
            }
        }
        int interest = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /// Whether there is something to be read that the selector does not know of.
    boolean hasInput() {
        return wire.hasInput();
    }

    void shutdownOutput(long nowNanos) throws IOException {
        wire.shutdownOutput();
        updateInterest(nowNanos);
    }

    /// Closes the socket; with `reset`, nothing stays in TIME_WAIT.
    void close(boolean reset) {
        try (socket) {
            if (reset) {
                socket.resetWhenClosed();
            } else {
                wire.farewell();
            }
        } catch (IOException e) {
            // The socket is given up anyway, and what failed before has been counted.
        }
    }

    private long stamp(int position) {
        long sequence = connection.oldestSequence() + position;
        return (connection.id() << Integer.SIZE) | (sequence & STAMP_SEQUENCE);
    }

    static EOFException closedByServer() {
        return new EOFException("closed by the server");
    }
}
