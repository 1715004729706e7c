package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.client.http.BodyBytes;
import io.heddle.loadtest.client.http.HttpReplyParser;
import io.heddle.loadtest.client.websocket.FrameEvent;
import io.heddle.loadtest.client.websocket.FrameParser;
import io.heddle.loadtest.client.websocket.FrameWriter;
import io.heddle.loadtest.client.websocket.Upgrade;
import io.heddle.loadtest.wire.Operation;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;

/// WebSocket: each message of raw echo is a binary message, which comes back.
final class WebSocketCodec implements Codec {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final BodyBytes DROPPED = _ -> {};

    private final Shared shared;
    private final Codec messages;
    private final FrameParser frames = new FrameParser();
    private final BodyBytes takesPayload = this::takePayload;

    private final Upgrade upgrade;
    private final byte[] opening;
    private final HttpReplyParser answer = new HttpReplyParser(Upgrade.ACCEPT_HEADER);
    private boolean upgraded;

    private final ByteBuffer own = ByteBuffer.allocate(FrameWriter.MAX_CONTROL_FRAME_BYTES);
    private boolean ownBegun;
    private boolean closed;

    // Of the reply that is being received.
    private int operation;
    private long stamp;
    private int written;

    private WebSocketCodec(Shared shared, long number) {
        this.shared = shared;
        messages = shared.messages.create();
        upgrade = Upgrade.of(number);
        opening = upgrade.request(shared.host, shared.path);
        own.limit(0);
    }

    static Codecs sharing(
            Endpoint endpoint, List<Operation> operations, Verification verification) {
        var shared = new Shared(endpoint, operations, verification);
        return () -> new WebSocketCodec(shared, shared.made++);
    }

    @Override
    public boolean isReady() {
        return upgraded;
    }

    @Override
    public int openingBytes() {
        return opening.length;
    }

    @Override
    public void encodeOpening(int offset, ByteBuffer target) {
        target.put(opening, offset, Math.min(opening.length - offset, target.remaining()));
    }

    @Override
    public void receiveOpening(ByteBuffer bytes) throws WrongReplyException {
        try {
            upgraded = answer.parse(bytes, DROPPED);
        } catch (ProtocolException e) {
            throw new WrongReplyException("not the answer to an upgrade: " + e.getMessage());
        } catch (IOException e) {
            throw networkWasNotUsed(e);
        }
        if (upgraded && answer.status() != SWITCHING_PROTOCOLS) {
            throw new WrongReplyException(
                    "status %d instead of an upgrade to WebSocket".formatted(answer.status()));
        }
        if (upgraded && !answer.watchedEquals(upgrade.accept())) {
            throw new WrongReplyException("an upgrade with a wrong Sec-WebSocket-Accept");
        }
    }

    @Override
    public int requestBytes(int operation) {
        return shared.headBytes[operation] + shared.sizes[operation];
    }

    @Override
    public void encode(int operation, long stamp, int offset, ByteBuffer target) {
        int head = shared.headBytes[operation];
        int size = shared.sizes[operation];
        int mask = FrameWriter.mask(stamp);
        int position = offset;
        while (position < head && target.hasRemaining()) {
            target.put(FrameWriter.messageHeadByte(position++, size, mask));
        }
        if (target.hasRemaining()) {
            int start = target.position();
            messages.encode(operation, stamp, position - head, target);
            FrameWriter.mask(target, start, mask, position - head);
        }
    }

    @Override
    public boolean receive(ByteBuffer bytes, int operation, long stamp, int written)
            throws WrongReplyException {
        this.operation = operation;
        this.stamp = stamp;
        this.written = written - shared.headBytes[operation];
        return next(bytes, takesPayload) == FrameEvent.MESSAGE && checkComplete();
    }

    @Override
    public void receiveUnasked(ByteBuffer bytes) throws WrongReplyException {
        if (next(bytes, DROPPED) == FrameEvent.MESSAGE || !frames.isBetweenMessages()) {
            throw new WrongReplyException("a message that nobody had asked for");
        }
    }

    @Override
    public boolean isSpent() {
        return closed;
    }

    @Override
    public int ownBytes() {
        return own.limit();
    }

    @Override
    public void encodeOwn(int offset, ByteBuffer target) {
        ownBegun = true;
        int count = Math.min(own.limit() - offset, target.remaining());
        target.put(target.position(), own, offset, count).position(target.position() + count);
    }

    @Override
    public void ownBytesWritten() {
        own.limit(0);
        ownBegun = false;
    }

    /// Goes on to the end of a message, or of the bytes; answers control frames on the way.
    private FrameEvent next(ByteBuffer bytes, BodyBytes payload) throws WrongReplyException {
        try {
            while (true) {
                var event = frames.parse(bytes, payload);
                switch (event) {
                    case NOTHING, MESSAGE -> {
                        return event;
                    }
                    case PING -> answerPing();
                    case CLOSE -> {
                        closed = true;
                        bytes.position(bytes.limit());
                        return FrameEvent.CLOSE;
                    }
                }
            }
        } catch (WrongReplyException e) {
            throw e;
        } catch (ProtocolException e) {
            throw new WrongReplyException("not WebSocket: " + e.getMessage());
        } catch (IOException e) {
            throw networkWasNotUsed(e);
        }
    }

    private void answerPing() {
        // The latest ping alone needs an answer; but one whose answer is half out has to wait.
        if (!ownBegun) {
            FrameWriter.pong(frames.control(), own);
        }
    }

    private void takePayload(ByteBuffer piece) throws WrongReplyException {
        long end = frames.messageBytes() + piece.remaining();
        if (end > shared.sizes[operation]) {
            throw wrongLength(end);
        }
        messages.receive(piece, operation, stamp, written);
    }

    private boolean checkComplete() throws WrongReplyException {
        if (frames.messageBytes() != shared.sizes[operation]) {
            throw wrongLength(frames.messageBytes());
        }
        return true;
    }

    private WrongReplyException wrongLength(long bytes) {
        return new WrongReplyException(
                "a message of %,d bytes instead of %,d".formatted(bytes, shared.sizes[operation]));
    }

    private static IllegalStateException networkWasNotUsed(IOException e) {
        return new IllegalStateException("only the network fails, and it was not used", e);
    }

    private static final class Shared {
        private final String host;
        private final String path;
        private final int[] sizes;
        private final int[] headBytes;
        private final Codecs messages;
        private long made;

        Shared(Endpoint endpoint, List<Operation> operations, Verification verification) {
            host = HttpRequest.host(endpoint);
            path = endpoint.path().isEmpty() ? "/" : endpoint.path();
            messages = RawCodec.sharing(operations, verification);
            sizes = operations.stream().mapToInt(Operation::requestBytes).toArray();
            headBytes =
                    operations.stream()
                            .mapToInt(each -> FrameWriter.headBytes(each.requestBytes()))
                            .toArray();
        }
    }
}
