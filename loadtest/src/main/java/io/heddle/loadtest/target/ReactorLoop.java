package io.heddle.loadtest.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One selector thread of the hand-written reactor, and the echo it does.
final class ReactorLoop {
    private final Selector selector = Selector.open();
    private final Queue<SocketChannel> accepted = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer;

    ReactorLoop(int bufferBytes) throws IOException {
        buffer = ByteBuffer.allocateDirect(bufferBytes);
    }

    /// Called by the acceptor.
    void add(SocketChannel connection) {
        accepted.add(connection);
        selector.wakeup();
    }

    void run() {
        Consumer<SelectionKey> echo = this::echo;
        try {
            while (true) {
                selector.select(echo);
                for (var connection = accepted.poll();
                        connection != null;
                        connection = accepted.poll()) {
                    connection.register(selector, SelectionKey.OP_READ);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void echo(SelectionKey key) {
        try {
            // The attachment is what the peer has not taken yet; while there is any, nothing is
            // read.
            if (key.attachment() instanceof ByteBuffer rest) {
                flush(key, rest);
            } else {
                readAndWrite(key);
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void readAndWrite(SelectionKey key) throws IOException {
        var connection = (SocketChannel) key.channel();
        buffer.clear();
        if (connection.read(buffer) < 0) {
            close(key);
            return;
        }
        connection.write(buffer.flip());
        if (buffer.hasRemaining()) {
            var rest = ByteBuffer.allocateDirect(buffer.remaining()).put(buffer).flip();
            attend(key, rest, SelectionKey.OP_WRITE);
        }
    }

    private void flush(SelectionKey key, ByteBuffer rest) throws IOException {
        ((SocketChannel) key.channel()).write(rest);
        if (!rest.hasRemaining()) {
            attend(key, null, SelectionKey.OP_READ);
        }
    }

    private static void attend(SelectionKey key, @Nullable ByteBuffer rest, int operation) {
        key.attach(rest);
        key.interestOps(operation);
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
