package io.heddle.loadtest.client.protocol;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Fixed bytes that look random, for bodies. Belongs to one thread.
public final class Pattern {
    private static final long SEED = 2520;

    private final ByteBuffer bytes;

    /// @param size 0 or more
    public Pattern(int size) {
        bytes = ByteBuffer.allocateDirect(size);
        var random = new SplittableRandom(SEED);
        while (bytes.hasRemaining()) {
            bytes.put((byte) random.nextInt());
        }
        bytes.clear();
    }

    /// Puts the bytes from `offset` to `end`, exclusive, as many as fit.
    public void put(int offset, int end, ByteBuffer target) {
        int count = Math.min(end - offset, target.remaining());
        target.put(target.position(), bytes, offset, count);
        target.position(target.position() + count);
    }

    /// Whether these are the bytes from `offset` on; moves to the end of `received`.
    public boolean matches(int offset, int count, ByteBuffer received) {
        int end = received.limit();
        received.limit(received.position() + count);
        boolean same = bytes.limit(offset + count).position(offset).equals(received);
        received.position(received.limit()).limit(end);
        bytes.clear();
        return same;
    }
}
