package io.heddle.loadtest.client.websocket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/// Echoes binary messages, in two fragments with a ping in between, and counts the pongs.
public final class WebSocketEchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final long lifetimeMessages;
    private final AtomicLong pongs = new AtomicLong();

    private WebSocketEchoServer(ServerSocket listener, long lifetimeMessages) {
        this.listener = listener;
        this.lifetimeMessages = lifetimeMessages;
    }

    /// Starts it on a free port.
    ///
    /// @param lifetimeMessages after which a connection gets a close frame
    public static WebSocketEchoServer start(long lifetimeMessages) throws IOException {
        var listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        var server = new WebSocketEchoServer(listener, lifetimeMessages);
        Thread.ofPlatform().daemon().start(server::acceptAll);
        return server;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// The correct answers to pings.
    public long pongs() {
        return pongs.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void acceptAll() {
        try {
            while (true) {
                var socket = listener.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var out = new ByteArrayOutputStream();
            upgrade(in, new DataOutputStream(out));
            for (long messages = 0; messages < lifetimeMessages; ) {
                out.writeTo(socket.getOutputStream());
                out.reset();
                messages += answer(in, new DataOutputStream(out)) ? 1 : 0;
            }
            out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8});
            out.writeTo(socket.getOutputStream());
            socket.shutdownOutput();
            in.transferTo(new ByteArrayOutputStream());
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void upgrade(DataInputStream in, DataOutputStream out) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        var key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+)\r\n.*", "$1");
        var answer =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + new Upgrade(key).accept()
                        + "\r\n\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    /// Whether it was a message.
    private boolean answer(DataInputStream in, DataOutputStream out) throws IOException {
        int opcode = in.readUnsignedByte() & 0xF;
        int masked = in.readUnsignedByte();
        if (masked < 0x80) {
            throw new IOException("a frame without a mask");
        }
        int length = masked & 0x7F;
        length =
                length == 126
                        ? in.readUnsignedShort()
                        : length == 127 ? (int) in.readLong() : length;
        var mask = in.readNBytes(4);
        var payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        if (opcode == 0xA) {
            pongs.addAndGet(new String(payload, StandardCharsets.US_ASCII).equals("hi") ? 1 : 0);
            return false;
        }
        frame(out, 0x02, payload, 0, length / 2);
        frame(out, 0x89, "hi".getBytes(StandardCharsets.US_ASCII), 0, 2);
        frame(out, 0x80, payload, length / 2, length - length / 2);
        return true;
    }

    private static void frame(DataOutputStream out, int first, byte[] payload, int from, int length)
            throws IOException {
        out.writeByte(first);
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 65_536) {
            out.writeByte(126);
            out.writeShort(length);
        } else {
            out.writeByte(127);
            out.writeLong(length);
        }
        out.write(payload, from, length);
    }
}
