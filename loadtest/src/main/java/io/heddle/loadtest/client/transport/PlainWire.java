package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// The socket's own bytes.
final class PlainWire implements Wire {
    private final ClientSocket socket;
    private final ByteChannel channel;

    PlainWire(ClientSocket socket) {
        this.socket = socket;
        channel = socket.bytes();
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public boolean wantsToWrite() {
        return false;
    }

    @Override
    public void flush() {}

    @Override
    public boolean hasInput() {
        return false;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void farewell() {}
}
