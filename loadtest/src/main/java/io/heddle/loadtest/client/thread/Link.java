package io.heddle.loadtest.client.thread;

import io.heddle.loadtest.client.protocol.Codec;
import io.heddle.loadtest.client.transport.ClientSocket;
import io.heddle.loadtest.client.transport.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open, blocking socket and what is spoken on it. Used by one thread, but any may close its
/// socket.
final class Link {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ClientSocket socket;
    private final Wire wire;
    private final Codec codec;
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final ByteBuffer output = ByteBuffer.allocate(BUFFER_BYTES);
    private long firstByteNanos;
    private int received;

    /// @param socket connected
    Link(ClientSocket socket, Wire wire, Codec codec) {
        this.socket = socket;
        this.wire = wire;
        this.codec = codec;
    }

    /// Does what comes before the first request.
    void open() throws IOException {
        if (!wire.open()) {
            throw new IOException("a handshake stopped half-way");
        }
        if (codec.isReady()) {
            return;
        }
        for (int offset = 0; offset < codec.openingBytes(); ) {
            codec.encodeOpening(offset, output.clear());
            offset += write();
        }
        while (!codec.isReady()) {
            if (!receive()) {
                throw new EOFException("closed by the server");
            }
            codec.receiveOpening(input);
        }
    }

    /// Sends a request, all of it before its reply is looked at, and receives the reply.
    void exchange(int operation, long stamp) throws IOException {
        received = 0;
        firstByteNanos = 0;
        if (input.hasRemaining()) {
            codec.receiveUnasked(input);
        }
        int size = codec.requestBytes(operation);
        for (int offset = 0; offset < size; ) {
            codec.encode(operation, stamp, offset, output.clear());
            offset += write();
        }
        boolean complete = false;
        while (!complete) {
            if (input.hasRemaining() || receive()) {
                complete = codec.receive(input, operation, stamp, size);
            } else if (codec.receiveEnd(operation, stamp)) {
                complete = true;
            } else {
                throw new EOFException("closed by the server");
            }
            writeOwn();
        }
    }

    /// Whether the server could do what was asked last.
    boolean hasSucceeded() {
        return !codec.hasFailed();
    }

    boolean isSpent() {
        return codec.isSpent();
    }

    /// When the first byte of the last reply came.
    long firstByteNanos() {
        return firstByteNanos;
    }

    /// How many bytes came for the last reply.
    int received() {
        return received;
    }

    /// Its socket, which any thread may close.
    ClientSocket socket() {
        return socket;
    }

    /// Closes the socket with a FIN.
    void close() throws IOException {
        try (socket) {
            wire.farewell();
        }
    }

    /// Ends the output and waits for the server to close.
    void closeAfterServer() throws IOException {
        try (socket) {
            wire.shutdownOutput();
            boolean open = true;
            while (open) {
                open = receive();
                input.limit(0);
            }
        }
    }

    /// Closes the socket with an RST.
    void reset() throws IOException {
        try (socket) {
            socket.resetWhenClosed();
        }
    }

    private void writeOwn() throws IOException {
        int size = codec.ownBytes();
        for (int offset = 0; offset < size; ) {
            codec.encodeOwn(offset, output.clear());
            offset += write();
        }
        if (size > 0) {
            codec.ownBytesWritten();
        }
    }

    private int write() throws IOException {
        int count = output.flip().remaining();
        while (output.hasRemaining()) {
            wire.write(output);
        }
        wire.flush();
        return count;
    }

    /// Whether there is input; false at the end.
    private boolean receive() throws IOException {
        input.clear();
        int count = 0;
        try {
            // TLS may have got nothing but a ticket.
            while (count == 0) {
                count = wire.read(input);
            }
        } finally {
            input.flip();
        }
        if (firstByteNanos == 0) {
            firstByteNanos = System.nanoTime();
        }
        received += Math.max(0, count);
        return count > 0;
    }
}
