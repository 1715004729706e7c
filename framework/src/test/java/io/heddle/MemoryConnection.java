package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.time.TimerWheel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/// A connection without a socket: its peer's bytes come in the pieces that a test wants, then the
/// end, and what is written is kept. Nothing ever waits, so it needs no thread and no server.
public final class MemoryConnection {

    private static final Origin NOWHERE =
            ServerState.of(Servers.config(), _ -> {}, null, new TimerWheel(System::nanoTime))
                    .origin(Servers.config().listeners().getFirst());

    private final Channel channel;
    private final Connection connection;

    private MemoryConnection(boolean interrupting, byte[]... pieces) {
        channel = new Channel(interrupting, pieces);
        try {
            connection = new Connection(1, NOWHERE, new PolledSocket(channel, null));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Each read of the socket returns one of the pieces, or as much of it as there is room for.
    public static MemoryConnection of(byte[]... pieces) {
        return new MemoryConnection(false, pieces);
    }

    /// The same, and with each piece the thread that reads it is interrupted, so that a call that
    /// needs another one gives up.
    public static MemoryConnection interrupting(byte[]... pieces) {
        return new MemoryConnection(true, pieces);
    }

    /// Bytes in pieces that end at some places.
    public static byte[][] split(byte[] bytes, int... ends) {
        var pieces = new byte[ends.length + 1][];
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            pieces[i] = Arrays.copyOfRange(bytes, start, ends[i]);
            start = ends[i];
        }
        pieces[ends.length] = Arrays.copyOfRange(bytes, start, bytes.length);
        return Arrays.stream(pieces).filter(piece -> piece.length > 0).toArray(byte[][]::new);
    }

    /// Bytes in pieces of one.
    public static byte[][] oneByOne(byte[] bytes) {
        var pieces = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            pieces[i] = new byte[] {bytes[i]};
        }
        return pieces;
    }

    public Connection connection() {
        return connection;
    }

    public ConnectionInput input() {
        return connection.input();
    }

    /// What was written to it.
    public byte[] written() {
        return channel.written.toByteArray();
    }

    private static final class Channel extends SocketChannel {

        private final boolean interrupting;
        private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Channel(boolean interrupting, byte[]... pieces) {
            super(SelectorProvider.provider());
            this.interrupting = interrupting;
            for (byte[] piece : pieces) {
                this.pieces.add(ByteBuffer.wrap(piece));
            }
        }

        @Override
        public int read(ByteBuffer target) {
            ByteBuffer piece = pieces.peek();
            if (piece == null) {
                return -1;
            }
            int count = Math.min(piece.remaining(), target.remaining());
            target.put(piece.slice(piece.position(), count));
            piece.position(piece.position() + count);
            if (!piece.hasRemaining()) {
                pieces.remove();
            }
            if (interrupting) {
                Thread.currentThread().interrupt();
            }
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            var bytes = new byte[source.remaining()];
            source.get(bytes);
            written.writeBytes(bytes);
            return bytes.length;
        }

        @Override
        public SocketAddress getRemoteAddress() {
            return TestPeer.loopback(1);
        }

        @Override
        public SocketAddress getLocalAddress() {
            return TestPeer.loopback(2);
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean isConnectionPending() {
            return false;
        }

        @Override
        public boolean finishConnect() {
            return true;
        }

        @Override
        public SocketChannel shutdownInput() {
            return this;
        }

        @Override
        public SocketChannel shutdownOutput() {
            return this;
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketChannel bind(SocketAddress local) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean connect(SocketAddress remote) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> SocketChannel setOption(SocketOption<T> name, T value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T getOption(SocketOption<T> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket socket() {
            throw new UnsupportedOperationException();
        }
    }
}
