package io.heddle.framing;

import io.heddle.ConnectionInput;
import io.heddle.ConnectionOutput;
import io.heddle.FrameTooLongException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Frames that end with a delimiter: lines, say. A frame cannot contain its delimiter, and one that
/// does is not written.
public final class Delimited implements Framing {

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private final int maxFrameBytes;
    private final byte[] delimiter;
    private final boolean dropsCr; // before the delimiter

    private Delimited(int maxFrameBytes, byte[] delimiter, boolean dropsCr) {
        if (maxFrameBytes < 0) {
            throw new IllegalArgumentException(
                    "maxFrameBytes must be at least 0, was " + maxFrameBytes);
        }
        if (delimiter.length == 0) {
            throw new IllegalArgumentException("delimiter must have at least one byte, had none");
        }
        this.maxFrameBytes = maxFrameBytes;
        this.delimiter = delimiter.clone();
        this.dropsCr = dropsCr;
    }

    /// Lines that end with LF or CR LF when they are read, and with LF when they are written. A
    /// protocol that wants CR LF and nothing else is `of(maxFrameBytes, '\r', '\n')`: to take a
    /// bare LF for an end where others do not lets peers hide one message in another.
    ///
    /// @param maxFrameBytes how long a line may be without its end, at least 0
    public static Delimited lines(int maxFrameBytes) {
        return new Delimited(maxFrameBytes, new byte[] {LF}, true);
    }

    /// Frames that end with these bytes.
    ///
    /// @param maxFrameBytes how long a frame may be without its delimiter, at least 0
    /// @param delimiter one byte or more
    public static Delimited of(int maxFrameBytes, byte... delimiter) {
        return new Delimited(maxFrameBytes, delimiter, false);
    }

    @Override
    public byte @Nullable [] read(ConnectionInput input) throws IOException {
        if (!dropsCr) {
            return input.readUntil(maxFrameBytes, delimiter);
        }
        int withCr = (int) Math.min(maxFrameBytes + 1L, Integer.MAX_VALUE);
        byte[] line = input.readUntil(withCr, delimiter);
        if (line != null && line.length > 0 && line[line.length - 1] == CR) {
            line = Arrays.copyOf(line, line.length - 1);
        }
        if (line != null && line.length > maxFrameBytes) {
            throw new FrameTooLongException(line.length, maxFrameBytes);
        }
        return line;
    }

    @Override
    public void write(ConnectionOutput output, ByteBuffer... payload) throws IOException {
        long length = Parts.length(payload);
        if (length > maxFrameBytes) {
            throw new FrameTooLongException(length, maxFrameBytes);
        }
        requireCarriable(payload, (int) length);
        output.writeWhole(Parts.before(ByteBuffer.wrap(delimiter), payload));
    }

    /// What would be read as another frame, or as several, is refused.
    private void requireCarriable(ByteBuffer[] payload, int length) {
        ByteBuffer frame = ByteBuffer.allocate(length + delimiter.length);
        for (ByteBuffer part : payload) {
            frame.put(part.duplicate());
        }
        frame.put(delimiter);
        byte[] bytes = frame.array();
        for (int start = 0; start < length; start++) {
            if (startsWith(bytes, start)) {
                throw new IllegalArgumentException(
                        "frame must not contain its delimiter, did at " + start);
            }
        }
        if (dropsCr && length > 0 && bytes[length - 1] == CR) {
            throw new IllegalArgumentException("line must not end with CR: it would be dropped");
        }
    }

    private boolean startsWith(byte[] bytes, int start) {
        return Arrays.equals(
                bytes, start, start + delimiter.length, delimiter, 0, delimiter.length);
    }

    /// The delimiter in hex, and the limit.
    @Override
    public String toString() {
        return "Delimited[delimiter=%s, maxFrameBytes=%d]"
                .formatted(HexFormat.ofDelimiter(" ").formatHex(delimiter), maxFrameBytes);
    }
}
