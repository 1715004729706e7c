package io.heddle.loadtest.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.loadtest.wire.Frame;
import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.OperationKind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/// A client of the bench protocol for tests, over a plain socket.
final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LEAVE_MILLIS = 500;

    private final Socket socket;
    private final DataInputStream input;

    Peer(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new DataInputStream(socket.getInputStream());
    }

    static byte[] frame(OperationKind kind, int flags, int argument, long stamp, byte[] body) {
        return Frame.of(kind, flags, argument, stamp, ByteBuffer.wrap(body)).bytes().array();
    }

    static byte[] body(int bytes) {
        var body = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            body[i] = (byte) (31 * i + bytes);
        }
        return body;
    }

    Peer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    Peer send(OperationKind kind, int flags, int argument, long stamp, byte[] body)
            throws IOException {
        return send(frame(kind, flags, argument, stamp, body));
    }

    /// For threads of their own.
    void sendAll(byte[] bytes) {
        try {
            send(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    byte[] read(int bytes) throws IOException {
        return input.readNBytes(bytes);
    }

    /// -1 if the server closed the connection in order.
    int read() throws IOException {
        return input.read();
    }

    /// Reads a frame and returns its body.
    byte[] expect(OperationKind kind, int flags, int argument, long stamp) throws IOException {
        var header = new byte[FrameLayout.HEADER_BYTES];
        input.readFully(header);
        var frame = new Frame(ByteBuffer.wrap(header));
        assertEquals(kind, frame.kind());
        assertEquals(flags, frame.flags());
        assertEquals(argument, frame.argument());
        assertEquals(stamp, frame.stamp());
        var body = new byte[Frame.bodyBytes(frame.bytes())];
        input.readFully(body);
        return body;
    }

    void expect(OperationKind kind, int flags, int argument, long stamp, byte[] body)
            throws IOException {
        assertArrayEquals(body, expect(kind, flags, argument, stamp));
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /// Leaves, and waits until the server has seen it, unless that is busy. A server that is
    /// stopped at this very moment may keep the connection for ever, as Reactor Netty does now and
    /// then.
    @Override
    public void close() throws IOException {
        try (socket) {
            socket.shutdownOutput();
            socket.setSoTimeout(LEAVE_MILLIS);
            input.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException | SocketTimeoutException gone) {
            // the server has left before, or does what it was asked for
        }
    }
}
