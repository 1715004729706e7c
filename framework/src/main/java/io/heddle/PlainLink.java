package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// Carries bytes as they are.
record PlainLink(ByteChannel socket) implements TransportLink {

    @Override
    public Step handshake() {
        return Step.DONE;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return socket.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return socket.write(source);
    }

    @Override
    public boolean flush() {
        return true;
    }

    /// The end of the socket's stream says it.
    @Override
    public boolean endOutput() {
        return true;
    }

    @Override
    public boolean copies() {
        return false;
    }
}
