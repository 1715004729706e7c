package io.heddle.loadtest.client.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsStreamTest {
    @TempDir static Path directory;

    @ParameterizedTest
    @CsvSource({"TLSv1.3,true", "TLSv1.3,false", "TLSv1.2,true", "TLSv1.2,false"})
    void carriesBytesThroughAnyNetwork(String protocol, boolean blocking) throws Exception {
        var sent = new byte[70_000];
        new Random(1).nextBytes(sent);
        try (var server = TlsEchoServer.start(directory, protocol);
                var channel = SocketChannel.open(server.address())) {
            channel.configureBlocking(blocking);
            var chopped = new ChoppedChannel(channel, blocking ? Integer.MAX_VALUE : 700);
            var buffers = new RecordBuffers();
            var stream = new TlsStream(new TlsClient(server.address()), chopped, buffers);

            await(() -> stream.handshake() == HandshakeProgress.DONE);
            assertEquals(protocol, stream.protocol());
            var received = exchange(stream, sent);

            assertArrayEquals(sent, received);
            assertFalse(stream.hasUnsent());
            assertFalse(stream.hasInput());
            stream.end();
        }
    }

    @Test
    void tellsOfTheServersEnd() throws Exception {
        try (var server = TlsEchoServer.start(directory, "TLSv1.3");
                var channel = SocketChannel.open(server.address())) {
            var client = new TlsClient(server.address());
            var stream = new TlsStream(client, channel, new RecordBuffers());
            assertEquals(HandshakeProgress.DONE, stream.handshake());

            // The alert makes the server's copying end, and with it the connection.
            stream.end();

            assertEquals(-1, stream.read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void refusesAServerWithoutTls() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var channel = SocketChannel.open(listener.getLocalSocketAddress());
                var accepted = listener.accept()) {
            accepted.getOutputStream().write("SSH-2.0-hello\r\n".getBytes(StandardCharsets.UTF_8));
            var client = new TlsClient(server(listener));
            var stream = new TlsStream(client, channel, new RecordBuffers());

            assertThrows(IOException.class, stream::handshake);
        }
    }

    private static InetSocketAddress server(ServerSocket listener) {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static byte[] exchange(TlsStream stream, byte[] sent) throws IOException {
        var source = ByteBuffer.wrap(sent);
        var received = ByteBuffer.allocate(sent.length);
        long end = System.nanoTime() + 10_000_000_000L;
        // A piece at a time, so that the server never waits for us to read.
        while (received.hasRemaining()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("%s of %d".formatted(received, sent.length));
            }
            if (source.position() == received.position() && source.position() < sent.length) {
                source.limit(Math.min(sent.length, source.position() + 20_000));
            }
            stream.write(source);
            if (!source.hasRemaining() && stream.flush()) {
                var piece = ByteBuffer.allocate(received.position() % 2 == 0 ? 40_000 : 333);
                stream.read(piece);
                received.put(piece.flip());
            }
        }
        return received.array();
    }

    private static void await(Condition condition) throws IOException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 10 s");
            }
            Thread.onSpinWait();
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /// Takes and gives no more than a few bytes at once.
    private record ChoppedChannel(SocketChannel channel, int most) implements ByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            int limit = target.limit();
            target.limit(target.position() + Math.min(most, target.remaining()));
            try {
                return channel.read(target);
            } finally {
                target.limit(limit);
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int limit = source.limit();
            source.limit(source.position() + Math.min(most, source.remaining()));
            try {
                return channel.write(source);
            } finally {
                source.limit(limit);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
