package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// A socket of which some bytes were read already, behind a preamble say: they come first.
final class EarlyBytes implements ByteChannel {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer early; // confined to the reader; let go of when it is read
    private final ByteChannel socket;

    EarlyBytes(ByteBuffer early, ByteChannel socket) {
        this.early = early;
        this.socket = socket;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!early.hasRemaining()) {
            return socket.read(target);
        }
        int count = Math.min(early.remaining(), target.remaining());
        target.put(target.position(), early, early.position(), count);
        early.position(early.position() + count);
        target.position(target.position() + count);
        early = early.hasRemaining() ? early : NONE;
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return socket.write(source);
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
