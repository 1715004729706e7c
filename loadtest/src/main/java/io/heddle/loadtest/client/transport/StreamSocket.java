package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/// A socket of TCP or of Unix.
record StreamSocket(SocketChannel channel) implements ClientSocket {
    @Override
    public ByteChannel bytes() {
        return channel;
    }

    @Override
    public void bind(SocketAddress source) throws IOException {
        channel.bind(source);
    }

    @Override
    public void receiveBuffer(int bytes) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bytes);
    }

    @Override
    public boolean connect(SocketAddress server) throws IOException {
        return channel.connect(server);
    }

    @Override
    public boolean finishConnect() throws IOException {
        return channel.finishConnect();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void resetWhenClosed() throws IOException {
        Sockets.resetWhenClosed(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
