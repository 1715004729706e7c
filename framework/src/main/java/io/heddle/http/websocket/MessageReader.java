package io.heddle.http.websocket;

import io.heddle.Connection;
import io.heddle.ConnectionInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Makes messages of a peer's frames, answers pings, and sees the end. A read that is given up can
/// be repeated.
///
/// Confined to the one thread that reads.
final class MessageReader {

    private static final byte[] NOTHING = {};
    private static final int LARGEST_CHUNK = 16 << 10;
    private static final int SMALLEST_CHUNK = 1 << 10;

    private final Connection connection;
    private final ConnectionInput input;
    private final FrameOutput output;
    private final KeepAlive keepAlive;
    private final WebSocketConfig config;
    private final FrameHead head;
    private final @Nullable MessageInflater inflater;

    private @Nullable MessageBuffer message; // null between two messages
    private byte[] control = NOTHING; // of the control frame that is being read
    private boolean inPayload;
    private long taken; // of the payload
    private @Nullable CloseStatus received; // from the peer
    private boolean ended;

    MessageReader(
            Connection connection,
            FrameOutput output,
            WebSocketConfig config,
            @Nullable MessageInflater inflater) {
        this.connection = connection;
        this.input = connection.input();
        this.output = output;
        this.keepAlive = new KeepAlive(connection, output, config.timeouts());
        this.config = config;
        this.head = new FrameHead(inflater != null);
        this.inflater = inflater;
    }

    /// Reads the next message.
    ///
    /// @return null at the end: the peer has closed, or its stream has ended, or its time for that
    ///   is over
    /// @throws Violation if the peer did what must not be
    @Nullable Message read() throws IOException, Violation {
        while (!ended) {
            if (received != null) {
                answerClose(received);
            } else if (!inPayload && !beginFrame()) {
                end();
            } else if (head.isControl()) {
                readControl();
            } else {
                MessageBuffer begun = begun();
                readData(begun);
                finishFrame();
                if (head.isLast()) {
                    return complete(begun);
                }
            }
        }
        return null;
    }

    /// Drops what comes, until the peer has closed.
    void drop() throws IOException, Violation {
        while (!ended) {
            if (received != null) {
                answerClose(received);
            } else if (!inPayload && !readHead()) {
                end();
            } else if (head.isControl()) {
                inPayload = true;
                readControl();
            } else {
                input.skip(head.length() - taken);
                finishFrame();
            }
        }
    }

    private void end() {
        ended = true;
        output.end(CloseStatus.ABNORMAL);
    }

    private void answerClose(CloseStatus status) throws IOException {
        output.sendPongs();
        output.close(status);
        ended = true;
    }

    private boolean beginFrame() throws IOException, Violation {
        if (!readHead()) {
            return false;
        }
        if (!head.isControl()) {
            beginData();
        }
        inPayload = true;
        return true;
    }

    /// Reads the head of the next frame.
    ///
    /// @return false if there will be none
    private boolean readHead() throws IOException, Violation {
        while (!head.isComplete()) {
            if (input.available() == 0) {
                output.sendPongs();
                if (!head.hasBegun() && !awaitFrame()) {
                    return isEndAllowed();
                }
            }
            if (!head.read(input)) {
                return isEndAllowed();
            }
        }
        return true;
    }

    private boolean awaitFrame() throws IOException {
        if (output.closed() == null) {
            if (keepAlive.await()) {
                return true;
            }
            if (!connection.isDraining()) {
                return false;
            }
            output.close(CloseStatus.GOING_AWAY);
        }
        return keepAlive.awaitClose();
    }

    /// The stream may end between two messages, and where we have said that this is the end.
    private boolean isEndAllowed() throws IOException {
        boolean isInside = message != null || head.hasBegun();
        if (isInside && output.closed() == null) {
            end();
            input.readExactly(1); // throws what says so
        }
        return false;
    }

    private void beginData() throws Violation {
        MessageBuffer begun = message;
        if (head.opcode() == FrameHead.CONTINUATION) {
            if (begun == null) {
                throw wrong("a continuation of nothing");
            }
        } else if (begun != null) {
            throw wrong("a message inside of another one");
        } else {
            boolean isText = head.opcode() == FrameHead.TEXT;
            begun = new MessageBuffer(isText, head.isCompressed(), config.maxMessage());
            message = begun;
        }
        if (head.length() > config.maxFrame()) {
            throw Violation.tooLong(head.length(), config.maxFrame());
        }
        begun.expect(head.length());
    }

    private static Violation wrong(String what) {
        return Violation.of(CloseStatus.PROTOCOL_ERROR, what);
    }

    private MessageBuffer begun() {
        MessageBuffer begun = message;
        if (begun == null) {
            throw new IllegalStateException("no message has begun");
        }
        return begun;
    }

    private void readData(MessageBuffer begun) throws IOException, Violation {
        for (long left = head.length() - taken; left > 0; left = head.length() - taken) {
            beforeRead();
            int count =
                    begun.isCompressed() && inflater != null
                            ? inflate(begun, inflater, left)
                            : begun.read(input, left, head.mask(), taken);
            checkGoesOn(count);
            taken += count;
        }
    }

    private int inflate(MessageBuffer begun, MessageInflater inflater, long left)
            throws IOException, Violation {
        int room = Math.clamp(input.available(), SMALLEST_CHUNK, LARGEST_CHUNK);
        var chunk = new byte[(int) Math.min(left, room)];
        int count = input.read(chunk, 0, chunk.length);
        if (count > 0) {
            Mask.apply(chunk, 0, count, head.mask(), taken);
            inflater.inflate(chunk, count, begun);
        }
        return count;
    }

    private void beforeRead() throws IOException {
        if (input.available() == 0) {
            output.sendPongs();
        }
    }

    private void checkGoesOn(int count) throws IOException {
        if (count < 0) {
            end();
            input.readExactly(1); // throws what says so
        }
    }

    private void finishFrame() {
        inPayload = false;
        taken = 0;
        head.clear();
    }

    private Message complete(MessageBuffer begun) throws IOException, Violation {
        if (begun.isCompressed() && inflater != null) {
            inflater.finish(begun);
        }
        message = null;
        Message complete = begun.toMessage();
        output.sendPongs();
        return complete;
    }

    private void readControl() throws IOException, Violation {
        int length = (int) head.length();
        if (control.length != length) {
            control = new byte[length];
        }
        while (taken < length) {
            beforeRead();
            int at = (int) taken;
            int count = input.read(control, at, length - at);
            checkGoesOn(count);
            Mask.apply(control, at, at + count, head.mask(), taken);
            taken += count;
        }
        byte[] payload = control;
        control = NOTHING;
        int opcode = head.opcode();
        finishFrame();
        handle(opcode, payload);
    }

    private void handle(int opcode, byte[] payload) throws IOException, Violation {
        if (opcode == FrameHead.PING) {
            output.owePong(payload);
        } else if (opcode == FrameHead.CLOSE) {
            received = CloseStatus.parse(payload);
        }
    }

    /// Gives the memory of the inflater back, at the end of the handler.
    void release() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
