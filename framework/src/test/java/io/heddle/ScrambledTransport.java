package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/// A transport as small as one can be that changes bytes: a greeting of one byte each way, every
/// byte inverted, and a last byte that says the end. It hands few bytes at a time to the system.
final class ScrambledTransport implements Transport {

    static final byte HELLO = 1;
    static final byte END = 2; // inverted: 0xfd, which the tests do not send

    private static final int AT_ONCE = 1000;

    @Override
    public TransportLink open(Connection connection, ByteChannel socket) {
        return new Link(socket);
    }

    static byte[] scramble(byte[] bytes) {
        byte[] scrambled = bytes.clone();
        for (int i = 0; i < scrambled.length; i++) {
            scrambled[i] = (byte) ~scrambled[i];
        }
        return scrambled;
    }

    private static final class Link implements TransportLink {

        private final ByteChannel socket;
        private @Nullable ByteBuffer pending; // guarded by this
        private boolean greeted;
        private boolean ended;
        private boolean saidEnd; // guarded by this

        Link(ByteChannel socket) {
            this.socket = socket;
        }

        @Override
        public Step handshake() throws IOException {
            if (!greeted) {
                ByteBuffer hello = ByteBuffer.allocate(1);
                int count = socket.read(hello);
                if (count == 0) {
                    return Step.NEEDS_READ;
                }
                if (count < 0 || hello.get(0) != HELLO) {
                    throw new HandshakeException("no hello", null);
                }
                greeted = true;
                add(ByteBuffer.wrap(new byte[] {HELLO}));
            }
            return flush() ? Step.DONE : Step.NEEDS_WRITE;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (ended) {
                return -1;
            }
            ByteBuffer bytes = ByteBuffer.allocate(target.remaining());
            int count = socket.read(bytes);
            if (count < 0) {
                throw new StreamTruncatedException("no end", null);
            }
            bytes.flip();
            int plain = 0;
            while (bytes.hasRemaining()) {
                byte b = bytes.get();
                if (b == END) {
                    ended = true;
                    return plain == 0 ? -1 : plain;
                }
                target.put((byte) ~b);
                plain++;
            }
            return plain;
        }

        @Override
        public synchronized int write(ByteBuffer source) throws IOException {
            if (!flush()) {
                return 0;
            }
            int count = Math.min(AT_ONCE, source.remaining());
            var bytes = new byte[count];
            source.get(bytes);
            add(ByteBuffer.wrap(scramble(bytes)));
            flush();
            return count;
        }

        private synchronized void add(ByteBuffer bytes) {
            pending = bytes;
        }

        @Override
        public synchronized boolean flush() throws IOException {
            if (pending != null) {
                socket.write(pending);
                if (pending.hasRemaining()) {
                    return false;
                }
                pending = null;
            }
            return true;
        }

        @Override
        public synchronized boolean endOutput() throws IOException {
            if (!flush()) {
                return false;
            }
            if (!saidEnd) {
                saidEnd = true;
                add(ByteBuffer.wrap(new byte[] {END}));
            }
            return flush();
        }
    }
}
