package io.heddle.loadtest.target.reactor;

import io.heddle.loadtest.wire.BackendLink;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.EventPeer;
import io.heddle.loadtest.wire.EventSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// A connection that speaks bench frames.
final class BenchConnection implements ReactorLoop.Channel, EventPeer {
    private final ReactorLoop loop;
    private final SelectionKey key;
    private final SocketChannel channel;
    private final EventSession session;
    private ByteBuffer rest = ByteBuffer.allocate(0); // what the socket did not take

    BenchConnection(ReactorLoop loop, SelectionKey key, BenchService service) {
        this.loop = loop;
        this.key = key;
        channel = (SocketChannel) key.channel();
        session = new EventSession(service, this);
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        if (key.isWritable()) {
            writeOn();
        }
        if (key.isValid() && key.isReadable()) {
            var buffer = loop.input();
            if (channel.read(buffer) < 0) {
                close();
            } else {
                session.received(buffer.flip());
            }
        }
    }

    private void writeOn() throws IOException {
        channel.write(rest);
        if (!rest.hasRemaining()) {
            attend(SelectionKey.OP_WRITE, false);
            session.writable();
        }
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        var output = loop.output();
        if (rest.hasRemaining() || bytes.remaining() > output.capacity()) {
            flush();
            send(bytes.duplicate());
        } else {
            if (bytes.remaining() > output.remaining()) {
                flush();
            }
            if (rest.hasRemaining()) {
                send(bytes.duplicate());
            } else {
                output.put(bytes.duplicate());
            }
        }
        return !rest.hasRemaining();
    }

    @Override
    public void flush() {
        var output = loop.output();
        if (output.position() > 0) {
            send(output.flip());
            output.clear();
        }
    }

    /// Hands over to the socket; what it does not take is kept.
    private void send(ByteBuffer bytes) {
        try {
            if (!rest.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            close();
            return;
        }
        if (bytes.hasRemaining() && key.isValid()) {
            rest =
                    ByteBuffer.allocate(rest.remaining() + bytes.remaining())
                            .put(rest)
                            .put(bytes)
                            .flip();
            attend(SelectionKey.OP_WRITE, true);
        }
    }

    @Override
    public void pause() {
        attend(SelectionKey.OP_READ, false);
    }

    @Override
    public void resume() {
        attend(SelectionKey.OP_READ, true);
    }

    private void attend(int operation, boolean wanted) {
        if (key.isValid()) {
            key.interestOps(
                    wanted ? key.interestOps() | operation : key.interestOps() & ~operation);
        }
    }

    @Override
    public void schedule(long millis, Runnable task) {
        loop.schedule(millis, task);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void connect(InetSocketAddress backend, BackendLink link) {
        loop.execute(() -> BackendChannel.open(loop, backend, link));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        session.closed();
    }
}
