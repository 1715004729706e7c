package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import java.nio.ByteBuffer;
import java.util.List;

/// Raw echo: a message of 16 bytes of stamp before a fixed pattern, and the same bytes back.
///
/// A message shorter than the stamp carries its first bytes.
final class RawCodec implements Codec {
    private static final int STAMP_BYTES = 16;

    private final Shared shared;
    private int received;

    private RawCodec(Shared shared) {
        this.shared = shared;
    }

    static Codecs sharing(List<Operation> operations, Verification verification) {
        for (var operation : operations) {
            if (operation.kind() != OperationKind.ECHO || operation.requestBytes() < 1) {
                throw new IllegalArgumentException(
                        "raw echo knows messages of 1 byte or more alone, was " + operation);
            }
        }
        var shared = new Shared(operations, verification);
        return () -> new RawCodec(shared);
    }

    @Override
    public int requestBytes(int operation) {
        return shared.sizes[operation];
    }

    @Override
    public void encode(int operation, long stamp, int offset, ByteBuffer target) {
        int size = shared.sizes[operation];
        int position = offset;
        int stampEnd = Math.min(STAMP_BYTES, size);
        if (position == 0 && size >= STAMP_BYTES && target.remaining() >= STAMP_BYTES) {
            target.putLong(Long.reverseBytes(low(stamp))).putLong(Long.reverseBytes(high(stamp)));
            position = STAMP_BYTES;
        }
        while (position < stampEnd && target.hasRemaining()) {
            target.put(stampByte(stamp, position++));
        }
        if (position >= STAMP_BYTES) {
            shared.pattern.put(position, size, target);
        }
    }

    @Override
    public boolean receive(ByteBuffer bytes, int operation, long stamp, int written)
            throws WrongReplyException {
        int size = shared.sizes[operation];
        int count = Math.min(bytes.remaining(), size - received);
        if (received + count > written) {
            throw new WrongReplyException(
                    "%,d bytes came back when %,d were sent".formatted(received + count, written));
        }
        int end = received + count;
        if (shared.verification == Verification.OFF) {
            bytes.position(bytes.position() + count);
        } else {
            check(bytes, end, stamp);
        }
        received = end == size ? 0 : end;
        return end == size;
    }

    private void check(ByteBuffer bytes, int end, long stamp) throws WrongReplyException {
        int from = received;
        if (from == 0 && end >= STAMP_BYTES) {
            if (Long.reverseBytes(bytes.getLong()) != low(stamp)
                    || Long.reverseBytes(bytes.getLong()) != high(stamp)) {
                throw new WrongReplyException("wrong stamp in a reply of raw echo");
            }
            from = STAMP_BYTES;
        }
        for (; from < Math.min(STAMP_BYTES, end); from++) {
            if (bytes.get() != stampByte(stamp, from)) {
                throw new WrongReplyException(
                        "wrong stamp in a reply of raw echo, at byte %d".formatted(from));
            }
        }
        if (!shared.verification.isWhole(stamp)) {
            bytes.position(bytes.position() + end - from);
        } else if (end > from && !shared.pattern.matches(from, end - from, bytes)) {
            throw new WrongReplyException(
                    "wrong bytes in a reply of raw echo, within bytes %,d to %,d"
                            .formatted(from, end));
        }
    }

    // Both parts vary in the first byte already, so that even messages of one byte differ.
    private static long low(long stamp) {
        return (stamp & 0xFFFF_FFFFL) + 31 * (stamp >>> 32);
    }

    private static long high(long stamp) {
        return stamp >>> 32;
    }

    private static byte stampByte(long stamp, int index) {
        long half = index < Long.BYTES ? low(stamp) : high(stamp);
        return (byte) (half >>> (8 * (index % Long.BYTES)));
    }

    private static final class Shared {
        private final int[] sizes;
        private final Pattern pattern;
        private final Verification verification;

        Shared(List<Operation> operations, Verification verification) {
            sizes = operations.stream().mapToInt(Operation::requestBytes).toArray();
            pattern =
                    new Pattern(
                            operations.stream().mapToInt(Operation::requestBytes).max().orElse(0));
            this.verification = verification;
        }
    }
}
