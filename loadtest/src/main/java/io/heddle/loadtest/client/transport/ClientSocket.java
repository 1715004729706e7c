package io.heddle.loadtest.client.transport;

import io.heddle.loadtest.client.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectableChannel;

/// A socket of the client that exchanges bytes with one server: a stream's, or one of datagrams.
///
/// Blocks or not, as its channel is configured. Used by one thread, but any may close it.
public interface ClientSocket extends Closeable {
    /// A socket of the kind that reaches this endpoint.
    static ClientSocket open(Endpoint endpoint) throws IOException {
        return endpoint.isUdp()
                ? UdpSocket.open()
                : new StreamSocket(Sockets.open(endpoint.address()));
    }

    /// Its channel, to be configured and registered.
    SelectableChannel channel();

    /// Its channel, to be read and written. Of datagrams, each read gives one, and each write sends
    /// one.
    ByteChannel bytes();

    /// Chooses where it comes from, before it connects.
    void bind(SocketAddress source) throws IOException;

    /// Bounds what the system reads ahead, before it connects.
    void receiveBuffer(int bytes) throws IOException;

    /// Begins to connect, or does if it blocks.
    ///
    /// @return whether it is connected; otherwise [#finishConnect] when it is ready
    boolean connect(SocketAddress server) throws IOException;

    /// Goes on with that.
    ///
    /// @return whether it is connected
    boolean finishConnect() throws IOException;

    boolean isConnected();

    /// Tells the server that nothing more comes, where there is a way to.
    void shutdownOutput() throws IOException;

    /// Has its close reset the connection, so that nothing stays in TIME_WAIT; does nothing where
    /// there is no such state.
    void resetWhenClosed() throws IOException;

    @Override
    void close() throws IOException;
}
