package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.client.http.BodyBytes;
import io.heddle.loadtest.client.http.HttpReplyParser;
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1: operations as paths, or one path for all requests when the endpoint has one.
///
/// A request for an operation carries its stamp in the header `Stamp`, which has to come back, and
/// a body like a message of raw echo; one with a fixed answer is asked for as any client does, and
/// has to be answered with that. Of an endpoint with its own path, which may be anybody's, all
/// replies must have one length.
final class HttpCodec implements Codec {
    private static final String STAMP_HEADER = "stamp";
    private static final int KIB = 1024;

    private final Shared shared;
    private final Codec bodies;
    private final HttpReplyParser parser = new HttpReplyParser(STAMP_HEADER);
    private final BodyBytes takesBody = this::takeBody;

    // Of the reply that is being received.
    private int operation;
    private long stamp;
    private int written;
    private boolean failed;

    private HttpCodec(Shared shared) {
        this.shared = shared;
        bodies = shared.bodies.create();
    }

    static Codecs sharing(
            Endpoint endpoint, List<Operation> operations, Verification verification) {
        var shared = new Shared(endpoint, operations, verification);
        return () -> new HttpCodec(shared);
    }

    @Override
    public int requestBytes(int operation) {
        var request = shared.requests[operation];
        return request.headBytes() + request.bodyBytes();
    }

    @Override
    public void encode(int operation, long stamp, int offset, ByteBuffer target) {
        var request = shared.requests[operation];
        int bodyOffset = Math.max(0, offset - request.headBytes());
        if (offset < request.headBytes()) {
            request.putHead(stamp, offset, target);
        }
        // With room left, the head is in.
        if (target.hasRemaining() && bodyOffset < request.bodyBytes()) {
            bodies.encode(operation, stamp, bodyOffset, target);
        }
    }

    @Override
    public boolean receive(ByteBuffer bytes, int operation, long stamp, int written)
            throws WrongReplyException {
        this.operation = operation;
        this.stamp = stamp;
        this.written = written;
        try {
            boolean complete = parser.parse(bytes, takesBody);
            if (complete) {
                checkComplete();
            }
            return complete;
        } catch (WrongReplyException e) {
            throw e;
        } catch (ProtocolException e) {
            throw new WrongReplyException("not HTTP/1.1: " + e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException("only the network fails, and it was not used", e);
        }
    }

    @Override
    public boolean receiveEnd(int operation, long stamp) throws WrongReplyException {
        boolean completes = parser.end();
        if (completes) {
            this.operation = operation;
            this.stamp = stamp;
            checkComplete();
        }
        return completes;
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }

    @Override
    public boolean isSpent() {
        return !parser.isPersistent();
    }

    private void takeBody(ByteBuffer piece) throws WrongReplyException {
        var fixed = shared.fixed[operation];
        if (!isSuccess() || (fixed == null && !shared.comesBack[operation])) {
            return;
        }
        long expected = shared.replyBytes[operation];
        if (parser.bodyBytes() + piece.remaining() > expected) {
            throw wrongLength(parser.bodyBytes() + piece.remaining());
        }
        if (fixed != null) {
            checkFixed(piece, fixed);
            return;
        }
        int bodyWritten = written - shared.requests[operation].headBytes();
        bodies.receive(piece, operation, stamp, bodyWritten);
    }

    private void checkFixed(ByteBuffer piece, ByteBuffer fixed) throws WrongReplyException {
        int from = (int) parser.bodyBytes();
        if (shared.verification.isWhole(stamp)
                && !piece.equals(fixed.slice(from, piece.remaining()))) {
            throw new WrongReplyException(
                    "wrong bytes in a reply, within bytes %,d to %,d"
                            .formatted(from, from + piece.remaining()));
        }
    }

    private void checkComplete() throws WrongReplyException {
        failed = !isSuccess();
        if (failed) {
            return;
        }
        if (shared.stamped
                && shared.fixed[operation] == null
                && shared.verification != Verification.OFF
                && parser.watchedAsHex(~stamp) != stamp) {
            throw new WrongReplyException("a reply without header Stamp: %016x".formatted(stamp));
        }
        if (shared.replyBytes[operation] == Shared.ANY_LENGTH) {
            shared.replyBytes[operation] = parser.bodyBytes();
        } else if (parser.bodyBytes() != shared.replyBytes[operation]) {
            throw wrongLength(parser.bodyBytes());
        }
    }

    private boolean isSuccess() {
        return parser.status() / 100 == 2;
    }

    private WrongReplyException wrongLength(long bytes) {
        return new WrongReplyException(
                "a body of %,d bytes instead of %,d"
                        .formatted(bytes, shared.replyBytes[operation]));
    }

    private static final class Shared {
        /// The first reply tells.
        static final long ANY_LENGTH = -1;

        private final HttpRequest[] requests;
        private final boolean[] comesBack;
        private final @Nullable ByteBuffer[] fixed;
        private final long[] replyBytes;
        private final boolean stamped;
        private final Codecs bodies;
        private final Verification verification;

        Shared(Endpoint endpoint, List<Operation> operations, Verification verification) {
            stamped = endpoint.path().isEmpty();
            this.verification = verification;
            int count = operations.size();
            requests = new HttpRequest[count];
            comesBack = new boolean[count];
            fixed = new ByteBuffer[count];
            replyBytes = new long[count];
            for (int i = 0; i < count; i++) {
                var asked = operations.get(i);
                requests[i] =
                        stamped ? HttpRequest.of(endpoint, asked) : HttpRequest.ofPath(endpoint);
                replyBytes[i] = stamped ? replyBytes(asked) : ANY_LENGTH;
                fixed[i] =
                        stamped && asked.kind().isFixed()
                                ? ByteBuffer.wrap(HttpMirror.answerTo(asked.kind()))
                                : null;
                comesBack[i] =
                        stamped
                                && !asked.kind().isFixed()
                                && asked.kind() != OperationKind.BYTES
                                && asked.kind() != OperationKind.SINK;
            }
            // A body of nothing is never encoded, but every operation has to have one.
            bodies =
                    RawCodec.sharing(
                            operations.stream()
                                    .map(each -> Operation.echo(Math.max(1, each.requestBytes())))
                                    .toList(),
                            verification);
        }

        private static long replyBytes(Operation operation) {
            return switch (operation.kind()) {
                case BYTES -> (long) operation.argument() * KIB;
                case SINK -> 0;
                case PLAINTEXT, JSON, FILE -> HttpMirror.answerTo(operation.kind()).length;
                default -> operation.requestBytes();
            };
        }
    }
}
