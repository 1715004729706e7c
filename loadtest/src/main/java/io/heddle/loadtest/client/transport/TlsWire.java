package io.heddle.loadtest.client.transport;

import io.heddle.loadtest.client.tls.HandshakeProgress;
import io.heddle.loadtest.client.tls.RecordBuffers;
import io.heddle.loadtest.client.tls.TlsClient;
import io.heddle.loadtest.client.tls.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// The bytes that TLS makes of the socket's.
final class TlsWire implements Wire {
    private final SocketChannel channel;
    private final TlsStream stream;

    TlsWire(TlsClient client, SocketChannel channel, RecordBuffers buffers) {
        this.channel = channel;
        stream = new TlsStream(client, channel, buffers);
    }

    @Override
    public boolean open() throws IOException {
        return stream.handshake() == HandshakeProgress.DONE;
    }

    @Override
    public boolean wantsToWrite() {
        return stream.hasUnsent();
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }

    @Override
    public boolean hasInput() {
        return stream.hasInput();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return stream.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return stream.write(source);
    }

    @Override
    public void shutdownOutput() throws IOException {
        stream.end();
        channel.shutdownOutput();
    }

    @Override
    public void farewell() {
        try {
            stream.end();
        } catch (IOException e) {
            // The server has gone first.
            stream.release();
        }
    }
}
