package io.heddle.http.websocket;

import io.heddle.ConnectionInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A message as it comes together. Memory is taken as its bytes come; text is checked at once.
///
/// Confined to the reader.
final class MessageBuffer {

    private static final int FIRST_BYTES = 4096;
    private static final byte[] NOTHING = {};

    private final boolean isText;
    private final boolean isCompressed;
    private final int most;
    private final Utf8 utf8 = new Utf8();
    private byte[] bytes = NOTHING;
    private int size;
    private long spent; // bytes of frames, an empty one counted as one

    /// @param most bytes that it may have
    MessageBuffer(boolean isText, boolean isCompressed, int most) {
        this.isText = isText;
        this.isCompressed = isCompressed;
        this.most = most;
    }

    boolean isCompressed() {
        return isCompressed;
    }

    /// Says that a frame of so many bytes is to come. What is not compressed is refused before it
    /// has come. Frames that make nothing longer are bounded, too: by twice what the message may
    /// have, which is more than bytes that cannot be made smaller take.
    void expect(long length) throws Violation {
        spent += Math.max(1, length);
        long bound = isCompressed ? Long.MAX_VALUE : most;
        if (size + length > bound || spent > 2L * most + FIRST_BYTES) {
            throw Violation.tooLong(Math.max(size + length, spent), most);
        }
    }

    /// Takes some bytes of a frame, waiting for them.
    ///
    /// @param left of the frame
    /// @return how many, or -1 at the end of the peer's stream
    int read(ConnectionInput input, long left, int mask, long before)
            throws IOException, Violation {
        if (size == bytes.length) {
            int step = Math.max(Math.max(FIRST_BYTES, size), input.available());
            bytes = Arrays.copyOf(bytes, size + (int) Math.min(left, step));
        }
        int count = input.read(bytes, size, (int) Math.min(left, bytes.length - size));
        if (count > 0) {
            Mask.apply(bytes, size, size + count, mask, before);
            added(count);
        }
        return count;
    }

    /// Takes what comes out of an inflater.
    ///
    /// @return whether it made full use of the room that there was
    boolean inflate(Inflater inflater) throws DataFormatException, Violation {
        if (size == bytes.length) {
            long wanted = Math.max(FIRST_BYTES, 2L * size);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, most + 1L));
        }
        added(inflater.inflate(bytes, size, bytes.length - size));
        return size == bytes.length;
    }

    private void added(int count) throws Violation {
        if (size + count > most) {
            throw Violation.tooLong(size + count, most);
        }
        if (isText && !utf8.accept(bytes, size, size + count)) {
            throw notText();
        }
        size += count;
    }

    Message toMessage() throws Violation {
        if (isText && !utf8.isComplete()) {
            throw notText();
        }
        return new Message(isText, size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }

    private static Violation notText() {
        return Violation.of(CloseStatus.INVALID_PAYLOAD, "text that is not UTF-8");
    }
}
