package io.heddle.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.heddle.Eventually;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/// A sender of datagrams under the control of a test: a blocking socket of the JDK, no framework
/// code in it. No call waits longer than [Eventually#PATIENCE].
final class TestSender implements Closeable {

    private static final int LARGEST = 65_535;
    private static final Duration A_WHILE = Duration.ofMillis(50);

    private final DatagramSocket socket;
    private final InetSocketAddress target;

    private TestSender(InetSocketAddress own, InetSocketAddress target) {
        try {
            this.socket = new DatagramSocket(own);
            this.target = target;
        } catch (IOException e) {
            throw new UncheckedIOException("binding " + own, e);
        }
    }

    static TestSender to(DatagramServer server) {
        return to(server.addresses().getFirst());
    }

    static TestSender to(InetSocketAddress target) {
        return from(target.getAddress(), target);
    }

    /// One with an address of its own, one of 127.0.0.0/8 say, and a free port.
    static TestSender from(InetAddress own, InetSocketAddress target) {
        return new TestSender(new InetSocketAddress(own, 0), target);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    TestSender send(String text) {
        return send(text.getBytes(UTF_8));
    }

    TestSender send(byte[] payload) {
        return send(payload, payload.length);
    }

    TestSender send(byte[] payload, int length) {
        try {
            socket.send(new DatagramPacket(payload, length, target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("sending " + length + " bytes", e);
        }
    }

    TestSender expect(String text) {
        assertEquals(text, new String(receive(), UTF_8));
        return this;
    }

    TestSender expect(byte[] payload) {
        assertArrayEquals(payload, receive());
        return this;
    }

    byte[] receive() {
        byte[] payload = receive(Eventually.PATIENCE);
        return payload == null ? fail("nothing received") : payload;
    }

    /// For a while nothing comes.
    TestSender expectNothing() {
        byte[] payload = receive(A_WHILE);
        assertEquals(null, payload == null ? null : new String(payload, UTF_8));
        return this;
    }

    /// What comes within a time; null if nothing does.
    byte[] receive(Duration timeout) {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            socket.setSoTimeout((int) timeout.toMillis());
            socket.receive(packet);
            assertEquals(target, packet.getSocketAddress(), "from somebody else");
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (SocketTimeoutException none) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("receiving", e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
