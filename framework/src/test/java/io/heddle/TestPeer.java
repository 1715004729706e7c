package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A peer under the control of a test: a blocking socket of the JDK, no framework code in it. No
/// call waits longer than [Eventually#PATIENCE].
public final class TestPeer implements Closeable {

    private static final int PATIENCE_MILLIS = (int) Eventually.PATIENCE.toMillis();
    private static final Duration A_WHILE = Duration.ofMillis(50);
    private static final int SMALL_BUFFER = 4096;

    private final Socket socket;

    private TestPeer(Socket socket) {
        this.socket = socket;
    }

    public static TestPeer connect(SocketServer server) {
        return connect(server.addresses().getFirst());
    }

    public static TestPeer connect(SocketAddress address) {
        return connect(new Socket(), address);
    }

    /// A peer with an address of its own, one of 127.0.0.0/8 say, and a free port.
    public static TestPeer connectFrom(InetAddress own, SocketAddress address) {
        try {
            var socket = new Socket();
            socket.bind(new InetSocketAddress(own, 0));
            return connect(socket, address);
        } catch (IOException e) {
            throw new UncheckedIOException("binding to " + own, e);
        }
    }

    /// A peer whose kernel takes few bytes before it wants them read.
    public static TestPeer withSmallBuffer(SocketServer server) {
        return withSmallBuffer(server.addresses().getFirst());
    }

    /// The same, of the server at an address.
    public static TestPeer withSmallBuffer(SocketAddress address) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(SMALL_BUFFER);
            return connect(socket, address);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestPeer connect(Socket socket, SocketAddress address) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(address, PATIENCE_MILLIS);
            return new TestPeer(socket);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new UncheckedIOException("connecting to " + address, e);
        }
    }

    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    public TestPeer send(String text) {
        return send(text.getBytes(UTF_8));
    }

    public TestPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("sending", e);
        }
    }

    public TestPeer expect(String text) {
        assertEquals(text, new String(receive(text.getBytes(UTF_8).length), UTF_8));
        return this;
    }

    public TestPeer expect(byte[] bytes) {
        assertArrayEquals(bytes, receive(bytes.length));
        return this;
    }

    /// As many bytes, fewer only if the stream ends before.
    public byte[] receive(int count) {
        try {
            return socket.getInputStream().readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException("receiving", e);
        }
    }

    /// All bytes until the end of the stream.
    public byte[] receiveAll() {
        return receive(Integer.MAX_VALUE);
    }

    /// The stream ends here, in good order.
    public TestPeer expectEnd() {
        assertEquals(0, receiveAll().length, "bytes before the end");
        return this;
    }

    /// The other side resets the connection, whatever it sent before.
    public TestPeer expectReset() {
        var reset = assertThrows(SocketException.class, this::readToTheEnd, "ended in good order");
        assertEquals("Connection reset", reset.getMessage());
        return this;
    }

    private void readToTheEnd() throws IOException {
        var bytes = new byte[65_536];
        int count = 0;
        while (count >= 0) {
            count = socket.getInputStream().read(bytes);
        }
    }

    /// For a while nothing comes, and the connection stays.
    public TestPeer expectNothing() {
        return expectNothingFor(A_WHILE);
    }

    public TestPeer expectNothingFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            int b = socket.getInputStream().read();
            return fail("expected nothing, got " + b);
        } catch (SocketTimeoutException asExpected) {
            return withPatience();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestPeer withPatience() {
        return patientFor(Eventually.PATIENCE);
    }

    /// Waits so long at most from now on.
    public TestPeer patientFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            return this;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends and gets the same back.
    public TestPeer echo(String text) {
        return send(text).expect(text);
    }

    /// Ends the stream to the server; can still receive.
    public TestPeer halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the connection with a reset.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException alreadyGone) {
            // as wanted
        }
        close();
    }

    /// Ends the connection in good order, before the end of the test.
    public void leave() {
        close();
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // as wanted
        }
    }
}
