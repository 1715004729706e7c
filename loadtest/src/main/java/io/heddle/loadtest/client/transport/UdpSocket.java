package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;

/// A socket of UDP that is connected to one server: the system drops what others send to it, and
/// tells by an exception that nobody listens there.
record UdpSocket(DatagramChannel channel) implements ClientSocket {
    static UdpSocket open() throws IOException {
        return new UdpSocket(DatagramChannel.open());
    }

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
        channel.connect(server);
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    /// Does nothing: the server knows of no connection.
    @Override
    public void shutdownOutput() {}

    /// Does nothing: a socket of UDP is gone at once.
    @Override
    public void resetWhenClosed() {}

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
