package io.heddle.loadtest.client.http;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One line of a reply's head, gathered from pieces.
///
/// Of a long line only the beginning is kept: headers that matter are short, and the others are
/// dropped. Reusable; not thread-safe.
final class HttpLine {
    /// What is kept of a line.
    static final int KEPT_BYTES = 128;

    static final int HEX_LONG_DIGITS = 16;

    private final byte[] bytes = new byte[KEPT_BYTES];
    private int length;

    void clear() {
        length = 0;
    }

    /// Takes bytes up to and including a line feed; the line is without it, and without a carriage
    /// return before it.
    ///
    /// @param most bytes that may be taken
    /// @return whether the line is complete
    boolean take(ByteBuffer in, int most) {
        int end = in.position() + Math.min(in.remaining(), most);
        int at = in.position();
        while (at < end) {
            byte next = in.get(at++);
            if (next == '\n') {
                in.position(at);
                if (length > 0 && length <= KEPT_BYTES && bytes[length - 1] == '\r') {
                    length--;
                }
                return true;
            }
            if (length < KEPT_BYTES) {
                bytes[length] = next;
            }
            length++;
        }
        in.position(at);
        return false;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean startsWith(String text) {
        return matches(0, text);
    }

    boolean isDigit(int index) {
        return index < kept() && bytes[index] >= '0' && bytes[index] <= '9';
    }

    /// Exactly this many digits, or -1.
    int number(int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (!isDigit(i)) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /// Where the byte is, or -1.
    int indexOf(char wanted) {
        int kept = kept();
        for (int i = 0; i < kept; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    boolean hasSpaceIn(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isSpace(bytes[i])) {
                return true;
            }
        }
        return false;
    }

    /// Whether what is before the colon is this name, in whatever case.
    boolean nameIs(int colon, String lowerCase) {
        return colon == lowerCase.length() && matchesIgnoringCase(0, lowerCase);
    }

    /// Whether what is after the colon is this, in whatever case.
    boolean valueIs(int colon, String lowerCase) throws ProtocolException {
        int from = valueStart(colon);
        return valueEnd(from) - from == lowerCase.length() && matchesIgnoringCase(from, lowerCase);
    }

    /// Whether the list after the colon has this token, in whatever case.
    boolean hasToken(int colon, String lowerCase) throws ProtocolException {
        int from = valueStart(colon);
        int end = valueEnd(from);
        while (from < end) {
            int comma = from;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int tokenEnd = comma;
            while (tokenEnd > from && isSpace(bytes[tokenEnd - 1])) {
                tokenEnd--;
            }
            if (tokenEnd - from == lowerCase.length() && matchesIgnoringCase(from, lowerCase)) {
                return true;
            }
            from = comma + 1;
            while (from < end && isSpace(bytes[from])) {
                from++;
            }
        }
        return false;
    }

    /// Copies what is after the colon.
    ///
    /// @return its length
    int copyValue(int colon, byte[] destination) throws ProtocolException {
        int from = valueStart(colon);
        int count = valueEnd(from) - from;
        System.arraycopy(bytes, from, destination, 0, count);
        return count;
    }

    /// The decimal number that is all of the rest, or -1.
    long decimal(int start, long most) throws ProtocolException {
        int from = valueStart(start - 1);
        int end = valueEnd(from);
        long value = 0;
        for (int i = from; i < end; i++) {
            if (!isDigit(i) || value > most) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return from == end || value > most ? -1 : value;
    }

    /// The hexadecimal number before the line's end or the first semicolon, or -1.
    long hexadecimal(long most) {
        long value = 0;
        int i = 0;
        int kept = kept();
        for (; i < kept; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                break;
            }
            value = (value << 4) | digit;
            if (value > most) {
                return -1;
            }
        }
        boolean ended = i == length || (i < kept && (bytes[i] == ';' || isSpace(bytes[i])));
        return i == 0 || !ended ? -1 : value;
    }

    private int valueStart(int colon) throws ProtocolException {
        if (length > KEPT_BYTES) {
            throw new ProtocolException(
                    "a header of %,d bytes where at most %d are expected: %s"
                            .formatted(length, KEPT_BYTES, this));
        }
        int from = colon + 1;
        while (from < length && isSpace(bytes[from])) {
            from++;
        }
        return from;
    }

    private int valueEnd(int from) {
        int end = length;
        while (end > from && isSpace(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private boolean matches(int from, String text) {
        if (from + text.length() > kept()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesIgnoringCase(int from, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            int next = bytes[from + i];
            int lower = next >= 'A' && next <= 'Z' ? next + ('a' - 'A') : next;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\t';
    }

    private int kept() {
        return Math.min(length, KEPT_BYTES);
    }

    /// The beginning of the line, for messages.
    @Override
    public String toString() {
        var text = new String(bytes, 0, kept(), StandardCharsets.ISO_8859_1);
        return '"' + text.replaceAll("\\p{Cntrl}", "?") + (length > KEPT_BYTES ? "..." : "") + '"';
    }
}
