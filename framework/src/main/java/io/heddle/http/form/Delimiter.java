package io.heddle.http.form;

import io.heddle.http.ContentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What stands between two parts: a line end, two hyphens, the boundary ([RFC 2046
/// §5.1.1](https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1)). Finds it in bytes, of which most
/// are not looked at (Horspool's way: the byte below the end of where it could stand says how far
/// the next such place is). Immutable.
final class Delimiter {

    private static final int LONGEST_BOUNDARY = 70;
    private static final String BOUNDARY_CHARACTERS = "'()+_,-./:=? ";

    private final byte[] bytes;
    private final byte[] skips = new byte[256]; // at most 74, so a byte is enough

    private Delimiter(byte[] bytes) {
        this.bytes = bytes;
        Arrays.fill(skips, (byte) bytes.length);
        for (int i = 0; i < bytes.length - 1; i++) {
            skips[bytes[i] & 0xff] = (byte) (bytes.length - 1 - i);
        }
    }

    /// That of a boundary.
    ///
    /// @throws ContentException 400 if it is no boundary
    static Delimiter of(String boundary) throws ContentException {
        boolean isValid =
                !boundary.isEmpty()
                        && boundary.length() <= LONGEST_BOUNDARY
                        && !boundary.endsWith(" ")
                        && boundary.chars().allMatch(Delimiter::isOfBoundaries);
        if (!isValid) {
            throw new ContentException(400, "the boundary of the content is none");
        }
        return new Delimiter(("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isOfBoundaries(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || BOUNDARY_CHARACTERS.indexOf(c) >= 0;
    }

    /// How many bytes it has, 5 to 74.
    int length() {
        return bytes.length;
    }

    /// Where it begins first.
    ///
    /// @return -1 if it is not there as a whole
    int find(byte[] in, int from, int to) {
        int last = bytes.length - 1;
        for (int at = from; at <= to - bytes.length; at += skips[in[at + last] & 0xff]) {
            if (in[at + last] == bytes[last] && begins(in, at, at + last)) {
                return at;
            }
        }
        return -1;
    }

    /// Where its beginning begins, of which the rest may still come.
    ///
    /// @return the end if it is not there
    int findBeginning(byte[] in, int from, int to) {
        for (int at = Math.max(from, to - bytes.length + 1); at < to; at++) {
            if (begins(in, at, to)) {
                return at;
            }
        }
        return to;
    }

    private boolean begins(byte[] in, int from, int to) {
        return Arrays.equals(in, from, to, bytes, 0, to - from);
    }
}
