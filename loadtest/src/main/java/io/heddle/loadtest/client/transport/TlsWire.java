package io.heddle.loadtest.client.transport;

import io.heddle.loadtest.client.tls.HandshakeProgress;
import io.heddle.loadtest.client.tls.RecordBuffers;
import io.heddle.loadtest.client.tls.TlsClient;
import io.heddle.loadtest.client.tls.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes that TLS makes of the socket's.
final class TlsWire implements Wire {
    private final ClientSocket socket;
    private final TlsStream stream;

    TlsWire(TlsClient client, ClientSocket socket, RecordBuffers buffers) {
        this.socket = socket;
        stream = new TlsStream(client, socket.bytes(), buffers);
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
        socket.shutdownOutput();
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
