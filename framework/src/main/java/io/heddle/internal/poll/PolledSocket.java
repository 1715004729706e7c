package io.heddle.internal.poll;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// The channel of a stream. Who waits to write before it is connected waits for the connection.
public final class PolledSocket extends PolledChannel {

    private final SocketChannel channel;

    /// @param channel a non-blocking channel that nobody else registers
    public PolledSocket(SocketChannel channel, Poller poller) {
        super(channel, poller);
        this.channel = channel;
    }

    /// The channel itself, to move bytes.
    public SocketChannel channel() {
        return channel;
    }

    @Override
    int writeOperation() {
        return channel.isConnected() ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    }
}
