package io.heddle.samples;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// A connection that a sample has opened.
public final class Link implements Closeable {

    private interface End {
        void say() throws IOException;
    }

    private final InputStream input;
    private final OutputStream output;
    private final End end;
    private final Closeable socket;

    private Link(InputStream input, OutputStream output, End end, Closeable socket) {
        this.input = input;
        this.output = output;
        this.end = end;
        this.socket = socket;
    }

    static Link over(Socket socket) throws IOException {
        return new Link(
                socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
    }

    static Link over(SocketChannel channel, byte[] first) throws IOException {
        channel.write(ByteBuffer.wrap(first));
        return new Link(
                Channels.newInputStream(channel),
                Channels.newOutputStream(channel),
                channel::shutdownOutput,
                channel);
    }

    public InputStream input() {
        return input;
    }

    public OutputStream output() {
        return output;
    }

    /// Ends our stream; the peer's goes on.
    public void shutdownOutput() throws IOException {
        end.say();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
