package io.heddle.framing;

import io.heddle.ConnectionInput;
import io.heddle.ConnectionOutput;
import io.heddle.FrameTooLongException;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Frames of any bytes, each after its length.
///
/// @param prefix how the length is written
/// @param maxFrameBytes how long a frame may be without its prefix, from 0 to what the prefix can
///   tell
public record LengthPrefixed(LengthPrefix prefix, int maxFrameBytes) implements Framing {

    public LengthPrefixed {
        if (maxFrameBytes < 0 || maxFrameBytes > prefix.maxFrameBytes()) {
            throw new IllegalArgumentException(
                    "maxFrameBytes must be 0 to %d with a prefix of %s, was %d"
                            .formatted(prefix.maxFrameBytes(), prefix, maxFrameBytes));
        }
    }

    /// With a prefix of four bytes, big-endian.
    public static LengthPrefixed of(int maxFrameBytes) {
        return new LengthPrefixed(LengthPrefix.FOUR_BYTES, maxFrameBytes);
    }

    /// With a prefix of that kind.
    public static LengthPrefixed of(LengthPrefix prefix, int maxFrameBytes) {
        return new LengthPrefixed(prefix, maxFrameBytes);
    }

    @Override
    public byte @Nullable [] read(ConnectionInput input) throws IOException {
        if (input.peek() < 0) {
            return null;
        }
        long length = prefix.read(input);
        if (length > maxFrameBytes) {
            throw new FrameTooLongException(length, maxFrameBytes);
        }
        try {
            return input.readExactly((int) length);
        } catch (WaitEndedException ended) {
            input.unread(prefix.write((int) length).toByteArray());
            throw ended;
        }
    }

    @Override
    public void write(ConnectionOutput output, ByteBuffer... payload) throws IOException {
        long length = Parts.length(payload);
        if (length > maxFrameBytes) {
            throw new FrameTooLongException(length, maxFrameBytes);
        }
        output.writeWhole(Parts.after(prefix.write((int) length).bytes(), payload));
    }
}
