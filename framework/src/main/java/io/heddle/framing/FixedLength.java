package io.heddle.framing;

import io.heddle.ConnectionInput;
import io.heddle.ConnectionOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Frames of any bytes, all of one length.
///
/// @param frameBytes how long each is, at least 1
public record FixedLength(int frameBytes) implements Framing {

    public FixedLength {
        if (frameBytes < 1) {
            throw new IllegalArgumentException("frameBytes must be at least 1, was " + frameBytes);
        }
    }

    public static FixedLength of(int frameBytes) {
        return new FixedLength(frameBytes);
    }

    @Override
    public byte @Nullable [] read(ConnectionInput input) throws IOException {
        return input.peek() < 0 ? null : input.readExactly(frameBytes);
    }

    /// @throws IllegalArgumentException if the payload has another length; nothing is written
    @Override
    public void write(ConnectionOutput output, ByteBuffer... payload) throws IOException {
        long length = Parts.length(payload);
        if (length != frameBytes) {
            throw new IllegalArgumentException(
                    "frame must have " + frameBytes + " bytes, had " + length);
        }
        output.writeWhole(payload);
    }
}
