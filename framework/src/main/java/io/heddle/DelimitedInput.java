package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What ends with something, among the bytes from a peer: lines, and parts up to any delimiter.
abstract class DelimitedInput extends IntegerInput {

    private static final int LINE_END = 2; // CR LF

    DelimitedInput(Connection connection) {
        super(connection);
    }

    /// Reads a line, as UTF-8 (malformed bytes become `U+FFFD`), that ends with LF or CR LF.
    ///
    /// @param maxBytes how long it may be without its end, at least 0
    /// @return the line without its end, or null if the peer's stream ended before its first byte
    /// @throws LineTooLongException if it is longer
    /// @throws PeerClosedException if the peer's stream ended inside the line
    public @Nullable String readLine(int maxBytes) throws IOException {
        requireLimit(maxBytes);
        var line = new TakenBytes();
        while (fillAfter(line)) {
            long left = (long) maxBytes + LINE_END - line.size();
            if (takeThrough((byte) '\n', left, line)) {
                return text(line, maxBytes);
            }
            if (line.size() == (long) maxBytes + LINE_END) {
                throw new LineTooLongException(maxBytes);
            }
        }
        if (line.size() > 0) {
            throw endedAfter(line.size() + " bytes of a line");
        }
        return null;
    }

    private static String text(TakenBytes line, int maxBytes) throws LineTooLongException {
        byte[] bytes = line.without(line.endsWith((byte) '\r', (byte) '\n') ? LINE_END : 1);
        if (bytes.length > maxBytes) {
            throw new LineTooLongException(maxBytes);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Reads up to a delimiter, and drops it.
    ///
    /// @param maxBytes how many may come before the delimiter, at least 0
    /// @param delimiter one byte or more
    /// @return what came before the delimiter, or null if the peer's stream ended before its first
    ///   byte
    /// @throws FrameTooLongException if more come; nothing sensible can be read any more
    /// @throws PeerClosedException if the peer's stream ended before the delimiter
    public byte @Nullable [] readUntil(int maxBytes, byte... delimiter) throws IOException {
        requireLimit(maxBytes);
        if (delimiter.length == 0) {
            throw new IllegalArgumentException("delimiter must have at least one byte, had none");
        }
        byte last = delimiter[delimiter.length - 1];
        long most = (long) maxBytes + delimiter.length;
        var bytes = new TakenBytes();
        while (fillAfter(bytes)) {
            if (takeThrough(last, most - bytes.size(), bytes) && bytes.endsWith(delimiter)) {
                return bytes.without(delimiter.length);
            }
            if (bytes.size() == most) {
                throw new FrameTooLongException(maxBytes);
            }
        }
        if (bytes.size() > 0) {
            throw endedAfter(bytes.size() + " bytes without the delimiter");
        }
        return null;
    }

    private static void requireLimit(int maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be at least 0, was " + maxBytes);
        }
    }

    /// Moves unread bytes, of which there are some: as many as there are, but none beyond the next
    /// one of that value.
    ///
    /// @param atMost at least 1
    /// @return whether the last one moved has that value
    private boolean takeThrough(byte value, long atMost, TakenBytes target) throws IOException {
        ByteBuffer bytes = Objects.requireNonNull(fill());
        int start = bytes.position();
        int end = start + (int) Math.min(bytes.remaining(), atMost);
        int at = start;
        boolean found = false;
        while (at < end && !found) {
            found = bytes.get(at++) == value;
        }
        target.take(bytes, at - start);
        taken();
        return found;
    }
}
