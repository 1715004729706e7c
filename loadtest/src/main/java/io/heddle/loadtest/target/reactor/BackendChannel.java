package io.heddle.loadtest.target.reactor;

import io.heddle.loadtest.wire.BackendLink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// A connection to the backend on a loop.
final class BackendChannel implements ReactorLoop.Channel, BackendLink.Writer {
    private final ReactorLoop loop;
    private final SocketChannel channel;
    private final BackendLink link;
    private boolean closed; // the channel may close itself when it cannot connect

    private BackendChannel(ReactorLoop loop, SocketChannel channel, BackendLink link) {
        this.loop = loop;
        this.channel = channel;
        this.link = link;
    }

    /// Begins to connect; called on the loop.
    static void open(ReactorLoop loop, InetSocketAddress backend, BackendLink link) {
        try {
            var channel = SocketChannel.open();
            new BackendChannel(loop, channel, link).connect(backend);
        } catch (IOException e) {
            link.closed();
        }
    }

    private void connect(InetSocketAddress backend) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var key = loop.register(channel, SelectionKey.OP_CONNECT);
            key.attach(this);
            if (channel.connect(backend)) {
                connected(key);
            }
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            connected(key);
        } else {
            var buffer = loop.input();
            if (channel.read(buffer) < 0) {
                close();
            } else {
                link.received(buffer.flip());
            }
        }
    }

    private void connected(SelectionKey key) {
        key.interestOps(SelectionKey.OP_READ);
        link.opened(this);
    }

    /// A call is some bytes and one is under way: a socket that does not take them is broken.
    @Override
    public void write(ByteBuffer bytes) {
        try {
            if (channel.write(bytes.duplicate()) < bytes.remaining()) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone either way.
            }
            link.closed();
        }
    }
}
