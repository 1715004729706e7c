package io.heddle.http.websocket;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Makes messages of what the peer has compressed ([RFC 7692
/// §7.2.2](https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2)), however large they would be:
/// where it goes is bounded. It has native memory from the first such message on, and without
/// context takeover only inside of a message.
///
/// Confined to the reader.
final class MessageInflater {

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final boolean takeover;
    private @Nullable Inflater inflater;
    private boolean hasInput; // of this message

    MessageInflater(boolean takeover) {
        this.takeover = takeover;
    }

    /// Inflates more of a message.
    void inflate(byte[] bytes, int length, MessageBuffer message) throws Violation {
        hasInput |= length > 0;
        Inflater inflating = inflater;
        if (inflating == null) {
            inflating = new Inflater(true);
            inflater = inflating;
        }
        inflating.setInput(bytes, 0, length);
        try {
            while (message.inflate(inflating) || beginsAnew(inflating, bytes, length)) {
                // there is more
            }
        } catch (DataFormatException broken) {
            throw Violation.of(CloseStatus.INVALID_PAYLOAD, "bytes that cannot be inflated");
        }
        if (!inflating.needsInput() && !inflating.finished()) {
            throw Violation.of(CloseStatus.INVALID_PAYLOAD, "bytes that need a dictionary");
        }
    }

    /// A peer may end the stream inside of a message, and begin another one.
    private static boolean beginsAnew(Inflater inflating, byte[] bytes, int length) {
        int rest = inflating.getRemaining();
        if (!inflating.finished() || rest == 0) {
            return false;
        }
        inflating.reset();
        inflating.setInput(bytes, length - rest, rest);
        return true;
    }

    /// Inflates the rest of a message.
    void finish(MessageBuffer message) throws Violation {
        if (hasInput) { // else there is nothing to end
            inflate(TAIL, TAIL.length, message);
        }
        hasInput = false;
        if (!takeover) {
            end();
        }
    }

    /// Gives the memory back.
    void end() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
