package io.heddle.loadtest.client.websocket;

import io.heddle.loadtest.client.http.BodyBytes;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// The frames of a WebSocket server, from bytes that arrive in any pieces ([RFC 6455, section
/// 5](https://www.rfc-editor.org/rfc/rfc6455#section-5)).
///
/// Binary messages alone are expected; they may be fragmented, with control frames in between.
/// Pongs are dropped. Nothing is allocated for a frame. Not thread-safe.
public final class FrameParser {
    /// What the payload of a control frame may take.
    public static final int MAX_CONTROL_BYTES = 125;

    private static final int CONTINUATION = 0x0;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final byte[] control = new byte[MAX_CONTROL_BYTES];

    private State state = State.FIRST_BYTE;
    private boolean inMessage;
    private boolean last;
    private int opcode;
    private int lengthBytesLeft;
    private long left;
    private int controlBytes;
    private long messageBytes;

    private enum State {
        /// Also between frames.
        FIRST_BYTE,
        SECOND_BYTE,
        LENGTH,
        PAYLOAD
    }

    /// Takes bytes up to the end of one message or control frame, or all.
    ///
    /// @param payload gets the pieces of messages
    /// @throws ProtocolException if a server may not send this; nothing more can be read
    public FrameEvent parse(ByteBuffer in, BodyBytes payload) throws IOException {
        while (in.hasRemaining() || (state == State.PAYLOAD && left == 0)) {
            switch (state) {
                case FIRST_BYTE -> first(in.get());
                case SECOND_BYTE -> second(in.get());
                case LENGTH -> length(in.get());
                case PAYLOAD -> {
                    take(in, payload);
                    if (left == 0) {
                        state = State.FIRST_BYTE;
                        var event = frameEnd();
                        if (event != FrameEvent.NOTHING) {
                            return event;
                        }
                    }
                }
            }
        }
        return FrameEvent.NOTHING;
    }

    /// Whether no byte of a further message has come.
    public boolean isBetweenMessages() {
        return state == State.FIRST_BYTE && !inMessage;
    }

    /// The size of the message that was completed last.
    public long messageBytes() {
        return messageBytes;
    }

    /// The payload of the last control frame, valid until the next call of [#parse].
    public ByteBuffer control() {
        return ByteBuffer.wrap(control, 0, controlBytes);
    }

    private void first(byte value) throws ProtocolException {
        opcode = value & 0x0F;
        last = (value & FINAL) != 0;
        if ((value & RESERVED) != 0) {
            throw new ProtocolException("a frame with reserved bits: 0x%02x".formatted(value));
        }
        if (isControl()) {
            if (!last || opcode > PONG) {
                throw new ProtocolException("a wrong control frame: 0x%02x".formatted(value));
            }
            controlBytes = 0;
        } else if (opcode != (inMessage ? CONTINUATION : BINARY)) {
            throw new ProtocolException(
                    "a frame of opcode %d where %s is expected"
                            .formatted(opcode, inMessage ? "a continuation" : "a binary message"));
        } else if (!inMessage) {
            inMessage = true;
            messageBytes = 0;
        }
        state = State.SECOND_BYTE;
    }

    private void second(byte value) throws ProtocolException {
        if ((value & MASKED) != 0) {
            throw new ProtocolException("a masked frame from the server");
        }
        int length = value & 0x7F;
        if (isControl() && length > MAX_CONTROL_BYTES) {
            throw new ProtocolException(
                    "a control frame of more than %d bytes".formatted(MAX_CONTROL_BYTES));
        }
        left = length < LENGTH_16 ? length : 0;
        lengthBytesLeft = length < LENGTH_16 ? 0 : length == LENGTH_64 ? 8 : 2;
        state = lengthBytesLeft == 0 ? State.PAYLOAD : State.LENGTH;
    }

    private void length(byte value) throws ProtocolException {
        left = (left << 8) | (value & 0xFF);
        lengthBytesLeft--;
        if (lengthBytesLeft == 0) {
            if (left < 0) {
                throw new ProtocolException("a frame of more than 2^63 bytes");
            }
            state = State.PAYLOAD;
        }
    }

    private void take(ByteBuffer in, BodyBytes payload) throws IOException {
        int count = (int) Math.min(left, in.remaining());
        left -= count;
        if (isControl()) {
            in.get(control, controlBytes, count);
            controlBytes += count;
        } else if (count > 0) {
            int limit = in.limit();
            int end = in.position() + count;
            in.limit(end);
            payload.accept(in);
            in.limit(limit).position(end);
            messageBytes += count;
        }
    }

    private FrameEvent frameEnd() {
        return switch (opcode) {
            case CLOSE -> FrameEvent.CLOSE;
            case PING -> FrameEvent.PING;
            case PONG -> FrameEvent.NOTHING;
            default -> {
                inMessage = !last;
                yield last ? FrameEvent.MESSAGE : FrameEvent.NOTHING;
            }
        };
    }

    private boolean isControl() {
        return opcode >= CLOSE;
    }
}
