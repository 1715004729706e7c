package io.heddle.loadtest.client.protocol;

import static io.heddle.loadtest.wire.FrameLayout.ARGUMENT_OFFSET;
import static io.heddle.loadtest.wire.FrameLayout.FLAGS_OFFSET;
import static io.heddle.loadtest.wire.FrameLayout.HEADER_BYTES;
import static io.heddle.loadtest.wire.FrameLayout.LENGTH_OFFSET;
import static io.heddle.loadtest.wire.FrameLayout.OPERATION_OFFSET;
import static io.heddle.loadtest.wire.FrameLayout.STAMP_OFFSET;

import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import java.nio.ByteBuffer;
import java.util.List;

/// The bench frames of [FrameLayout].
final class BenchCodec implements Codec {
    private static final int KIB = 1024;

    private final Shared shared;
    private int received;

    private BenchCodec(Shared shared) {
        this.shared = shared;
    }

    static Codecs sharing(List<Operation> operations, Verification verification) {
        for (var operation : operations) {
            if (operation.kind() == OperationKind.SUBSCRIBE
                    || operation.kind() == OperationKind.PUBLISH) {
                throw new IllegalArgumentException(
                        "only requests with one reply each can be a load, was " + operation.kind());
            }
            if (operation.kind().isFixed()) {
                throw new IllegalArgumentException("HTTP alone knows " + operation.kind());
            }
        }
        var shared = new Shared(operations, verification);
        return () -> new BenchCodec(shared);
    }

    @Override
    public int requestBytes(int operation) {
        return HEADER_BYTES + shared.operations[operation].requestBytes();
    }

    @Override
    public void encode(int operation, long stamp, int offset, ByteBuffer target) {
        var asked = shared.operations[operation];
        int position = offset;
        if (position == 0 && target.remaining() >= HEADER_BYTES) {
            target.putLong(head(asked, asked.requestBytes())).putLong(stamp);
            position = HEADER_BYTES;
        }
        while (position < HEADER_BYTES && target.hasRemaining()) {
            target.put(headerByte(head(asked, asked.requestBytes()), stamp, position++));
        }
        if (position >= HEADER_BYTES) {
            shared.pattern.put(position - HEADER_BYTES, asked.requestBytes(), target);
        }
    }

    @Override
    public boolean receive(ByteBuffer bytes, int operation, long stamp, int written)
            throws WrongReplyException {
        var asked = shared.operations[operation];
        int replyBytes = shared.replyBytes[operation];
        long head = head(asked, replyBytes);
        if (received == 0 && bytes.remaining() >= HEADER_BYTES) {
            checkHeader(bytes.getLong(), bytes.getLong(), head, stamp);
            received = HEADER_BYTES;
        }
        while (received < HEADER_BYTES && bytes.hasRemaining()) {
            if (bytes.get() != headerByte(head, stamp, received) && isChecked(received)) {
                throw new WrongReplyException(
                        "wrong header in the reply to %s, at byte %d of %d"
                                .formatted(asked.kind(), received, HEADER_BYTES));
            }
            received++;
        }
        if (received >= HEADER_BYTES) {
            receiveBody(bytes, asked, replyBytes, stamp);
        }
        if (comesBack(asked) && received > written) {
            throw new WrongReplyException(
                    "%,d bytes came back when %,d were sent".formatted(received, written));
        }
        boolean complete = received == HEADER_BYTES + replyBytes;
        received = complete ? 0 : received;
        return complete;
    }

    private void receiveBody(ByteBuffer bytes, Operation asked, int replyBytes, long stamp)
            throws WrongReplyException {
        int from = received - HEADER_BYTES;
        int count = Math.min(bytes.remaining(), replyBytes - from);
        if (!shared.verification.isWhole(stamp) || !comesBack(asked)) {
            bytes.position(bytes.position() + count);
        } else if (!shared.pattern.matches(from, count, bytes)) {
            throw new WrongReplyException(
                    "wrong bytes in the reply to %s, within bytes %,d to %,d of its body"
                            .formatted(asked.kind(), from, from + count));
        }
        received += count;
    }

    private void checkHeader(long head, long stamp, long expectedHead, long expectedStamp)
            throws WrongReplyException {
        if (head != expectedHead) {
            throw new WrongReplyException(
                    "a reply begins with %016x instead of %016x (length, operation, flags, argument)"
                            .formatted(head, expectedHead));
        }
        if (shared.verification != Verification.OFF && stamp != expectedStamp) {
            throw new WrongReplyException(
                    "a reply has stamp %016x instead of %016x".formatted(stamp, expectedStamp));
        }
    }

    private boolean isChecked(int offset) {
        return offset < STAMP_OFFSET || shared.verification != Verification.OFF;
    }

    private static boolean comesBack(Operation operation) {
        return operation.kind() != OperationKind.BYTES && operation.kind() != OperationKind.SINK;
    }

    /// The first eight bytes of a frame.
    private static long head(Operation operation, int length) {
        return ((long) length << (Long.SIZE - Integer.SIZE - 8 * LENGTH_OFFSET))
                | ((long) operation.kind().code() << (Long.SIZE - 8 - 8 * OPERATION_OFFSET))
                | ((long) operation.calls() << (Long.SIZE - 8 - 8 * FLAGS_OFFSET))
                | ((long) operation.argument() << (Long.SIZE - 16 - 8 * ARGUMENT_OFFSET));
    }

    private static byte headerByte(long head, long stamp, int offset) {
        return offset < STAMP_OFFSET
                ? (byte) (head >>> (Long.SIZE - 8 - 8 * offset))
                : (byte) (stamp >>> (Long.SIZE - 8 - 8 * (offset - STAMP_OFFSET)));
    }

    private static int replyBytes(Operation operation) {
        return switch (operation.kind()) {
            case BYTES -> operation.argument() * KIB;
            case SINK -> 0;
            default -> operation.requestBytes();
        };
    }

    private static final class Shared {
        private final Operation[] operations;
        private final int[] replyBytes;
        private final Pattern pattern;
        private final Verification verification;

        Shared(List<Operation> operations, Verification verification) {
            this.operations = operations.toArray(Operation[]::new);
            replyBytes = operations.stream().mapToInt(BenchCodec::replyBytes).toArray();
            pattern =
                    new Pattern(
                            operations.stream().mapToInt(Operation::requestBytes).max().orElse(0));
            this.verification = verification;
        }
    }
}
