package io.heddle.http.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// Compresses messages ([RFC 7692 §7.2.1](https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1)).
/// It has native memory from the first such message on, and without context takeover only while it
/// is at work.
///
/// Whoever has the turn to write uses it.
final class MessageDeflater {

    private static final int TAIL_BYTES = 4;
    private static final int LEAST_ROOM = 64;

    private final PerMessageDeflate config;
    private final boolean takeover;
    private @Nullable Deflater deflater;

    MessageDeflater(PerMessageDeflate config, boolean takeover) {
        this.config = config;
        this.takeover = takeover;
    }

    /// Compresses a message.
    ///
    /// @return null if the bytes are better left alone
    byte @Nullable [] deflate(byte[] bytes) {
        if (bytes.length < config.least()) {
            return null;
        }
        Deflater deflating = deflater;
        if (deflating == null) {
            deflating = new Deflater(config.level(), true);
            deflater = deflating;
        }
        try {
            byte[] smaller = deflate(deflating, bytes);
            // with takeover what comes next refers to this
            return takeover || smaller.length < bytes.length ? smaller : null;
        } finally {
            if (!takeover) {
                end();
            }
        }
    }

    private static byte[] deflate(Deflater deflating, byte[] bytes) {
        deflating.setInput(bytes);
        var target = new byte[bytes.length / 2 + LEAST_ROOM];
        int size = 0;
        do {
            if (target.length - size < LEAST_ROOM) {
                target = Arrays.copyOf(target, 2 * size + LEAST_ROOM);
            }
            size += deflating.deflate(target, size, target.length - size, Deflater.SYNC_FLUSH);
        } while (size == target.length);
        return Arrays.copyOf(target, size - TAIL_BYTES);
    }

    /// The peer has not got what was compressed last: nothing may refer to it.
    void forget() {
        if (deflater != null) {
            deflater.reset();
        }
    }

    /// Gives the memory back.
    void end() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
