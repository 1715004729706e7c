package io.heddle.loadtest.target.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A connection whose every byte goes back.
final class EchoConnection implements ReactorLoop.Channel {
    private final ReactorLoop loop;
    private final SelectionKey key;
    private final SocketChannel channel;
    private @Nullable ByteBuffer rest; // while there is any, nothing is read

    EchoConnection(ReactorLoop loop, SelectionKey key) {
        this.loop = loop;
        this.key = key;
        channel = (SocketChannel) key.channel();
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        if (rest == null) {
            readAndWrite();
        } else {
            writeOn(rest);
        }
    }

    private void readAndWrite() throws IOException {
        var buffer = loop.input();
        if (channel.read(buffer) < 0) {
            close();
            return;
        }
        channel.write(buffer.flip());
        if (buffer.hasRemaining()) {
            rest = ByteBuffer.allocateDirect(buffer.remaining()).put(buffer).flip();
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private void writeOn(ByteBuffer left) throws IOException {
        channel.write(left);
        if (!left.hasRemaining()) {
            rest = null;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
