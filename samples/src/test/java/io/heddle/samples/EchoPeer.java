package io.heddle.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A peer of `echo`.
final class EchoPeer implements AutoCloseable {

    private static final int END = -1;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int A_KIB = 1024;
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final Socket socket;

    private EchoPeer(Socket socket) {
        this.socket = socket;
    }

    /// Starts the server, on a port that the system chooses.
    static SampleProcess server(String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("echo", "--host", "127.0.0.1", "--port", "0"));
        arguments.addAll(List.of(options));
        return SampleProcess.start(arguments.toArray(String[]::new));
    }

    static EchoPeer connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new EchoPeer(socket);
    }

    /// Connects a peer that never reads, and lets it send until nobody takes more.
    static SocketChannel connectStuck(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        ByteBuffer bytes = ByteBuffer.allocate(64 * A_KIB);
        await().atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .during(MOMENT)
                .until(() -> channel.write(bytes.clear()) == 0);
        return channel;
    }

    EchoPeer assertEchoed() throws IOException {
        send('a');
        return assertEcho('a');
    }

    void send(char ascii) throws IOException {
        socket.getOutputStream().write(ascii);
    }

    EchoPeer assertEcho(char ascii) throws IOException {
        assertEquals(ascii, socket.getInputStream().read());
        return this;
    }

    /// For a moment, which is long if the server has time.
    void assertUnanswered() throws IOException {
        socket.setSoTimeout((int) MOMENT.toMillis());
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void assertEnd() throws IOException {
        assertEquals(END, socket.getInputStream().read());
    }

    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    /// Closes it before the end of its block.
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
