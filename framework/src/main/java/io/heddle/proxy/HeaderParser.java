package io.heddle.proxy;

import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Version;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what the first bytes of a connection say. Keeps nothing, waits for nothing, looks up
/// nothing.
///
/// @param versions which may come
/// @param mostBytes how long a header may be
record HeaderParser(Set<Version> versions, int mostBytes) {

    private static final byte FIRST_OF_V1 = 'P';
    private static final byte FIRST_OF_V2 = '\r';
    private static final int LEAST_BYTES = "PROXY UNKNOWN\r\n".length();

    /// Reads a header. What cannot become one any more is refused at its first wrong byte; only the
    /// addresses and TLVs are looked at when all of it has come.
    ///
    /// @param bytes the first of a connection, with or without some that come after; does not move
    /// @return null if it is not complete
    @Nullable Parsed parse(ByteBuffer bytes) throws PreambleException {
        if (!bytes.hasRemaining()) {
            return null;
        }
        return version(bytes) == Version.V1
                ? TextHeader.parse(bytes)
                : BinaryHeader.parse(bytes, mostBytes);
    }

    private Version version(ByteBuffer bytes) throws PreambleException {
        byte first = bytes.get(bytes.position());
        Version version =
                switch (first) {
                    case FIRST_OF_V1 -> Version.V1;
                    case FIRST_OF_V2 -> Version.V2;
                    default -> throw Malformed.at(0, "0x%02x begins none".formatted(first & 0xff));
                };
        if (!versions.contains(version)) {
            throw Malformed.at(0, version + " is not accepted here");
        }
        return version;
    }

    /// How many bytes a header that is not complete needs at least: who reads no more reads nothing
    /// of what comes after.
    static int missing(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (count == 0) {
            return 1; // to tell whether it is one at all
        }
        int start = bytes.position();
        if (bytes.get(start) == FIRST_OF_V2) {
            int length =
                    count < BinaryHeader.HEAD_BYTES
                            ? BinaryHeader.HEAD_BYTES
                            : BinaryHeader.length(bytes);
            return length - count;
        }
        int toEnd = bytes.get(start + count - 1) == '\r' ? 1 : 2;
        return Math.max(LEAST_BYTES - count, toEnd);
    }
}
