package io.heddle.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads the head of a request, line by line, as its bytes come ([RFC 9112 §3 to
/// §5](https://www.rfc-editor.org/rfc/rfc9112#section-3)). The verdict on a head is the same
/// however its bytes were split, because a line is judged when it is there as a whole, or too long.
///
/// Strict: what two servers could understand in two ways is refused. Confined to one connection;
/// made for many heads.
final class HeadParser {

    private static final int VERSION_LENGTH = 8; // HTTP/1.1
    private static final int LONGEST_METHOD = 32;

    private static final List<String> METHODS =
            List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH");

    private final HttpLimits limits;
    private final FieldLines lines;
    private final KnownFields known = new KnownFields();

    // offsets from the first byte of the head
    private int line; // where the line begins that is not there as a whole yet
    private int scanned; // where its end is looked for next
    private int methodEnd;
    private int targetEnd;
    private boolean hasRequestLine;
    private boolean hasSkipped; // an empty line before the request
    private int minor; // of the version
    private int firstByte; // of the request line

    HeadParser(HttpLimits limits) {
        this.limits = limits;
        this.lines = new FieldLines(limits.fields());
        known.reset();
    }

    /// Begins with the next head.
    void reset() {
        line = 0;
        scanned = 0;
        hasRequestLine = false;
        hasSkipped = false;
        lines.reset();
        firstByte = 0;
        known.reset();
    }

    /// Goes on with what has come.
    ///
    /// @param start where the head begins
    /// @param end of what has come
    /// @return whether the head is complete; its length is [#length()] then
    /// @throws Refusal if it will never be a head that is accepted
    boolean parse(byte[] bytes, int start, int end) throws Refusal {
        int most = end - start;
        while (true) {
            int at = lineEnd(bytes, start, most);
            checkLength(at < 0 ? most : at + 1);
            if (at < 0) {
                scanned = most;
                return false;
            }
            if (at == line || bytes[start + at - 1] != '\r') {
                throw new Refusal(400, "a line ends without a carriage return");
            }
            int next = at + 1;
            boolean isEmpty = at - 1 == line;
            if (!isEmpty) {
                take(bytes, start + line, start + at - 1, start);
            } else if (hasRequestLine) {
                line = next;
                return true;
            } else if (hasSkipped) {
                throw new Refusal(400, "more than one empty line before the request");
            } else {
                hasSkipped = true;
            }
            line = next;
            scanned = next;
        }
    }

    private int lineEnd(byte[] bytes, int start, int most) {
        int at = Octets.lineFeed(bytes, start + scanned, start + most);
        return at < 0 ? -1 : at - start;
    }

    /// @param reached how far the head goes, as far as is known
    private void checkLength(int reached) throws Refusal {
        if (!hasRequestLine && reached - line > limits.requestLine()) {
            throw new Refusal(
                    414, "the request line has more than " + limits.requestLine() + " bytes");
        }
        if (reached > limits.head()) {
            throw new Refusal(431, "the head has more than " + limits.head() + " bytes");
        }
    }

    private void take(byte[] bytes, int from, int to, int start) throws Refusal {
        if (hasRequestLine) {
            lines.take(bytes, from, to, start);
            lines.tellLast(known, bytes, start);
        } else {
            takeRequestLine(bytes, from, to, start);
            hasRequestLine = true;
        }
    }

    private void takeRequestLine(byte[] bytes, int from, int to, int start) throws Refusal {
        int at = from;
        while (at < to && Octets.isToken(bytes[at])) {
            at++;
        }
        if (at == from || at == to || bytes[at] != ' ') {
            throw new Refusal(400, "the request line has no method");
        }
        if (at - from > LONGEST_METHOD) {
            throw new Refusal(501, "the method has more than " + LONGEST_METHOD + " bytes");
        }
        firstByte = from - start;
        methodEnd = at - start;
        int target = at + 1;
        at = target;
        while (at < to && Octets.isTarget(bytes[at])) {
            at++;
        }
        if (at == target || at == to || bytes[at] != ' ') {
            throw new Refusal(400, "the request target is not one");
        }
        targetEnd = at - start;
        takeVersion(bytes, at + 1, to);
    }

    private void takeVersion(byte[] bytes, int from, int to) throws Refusal {
        boolean isVersion =
                to - from == VERSION_LENGTH
                        && bytes[from] == 'H'
                        && bytes[from + 1] == 'T'
                        && bytes[from + 2] == 'T'
                        && bytes[from + 3] == 'P'
                        && bytes[from + 4] == '/'
                        && Octets.isDigit(bytes[from + 5])
                        && bytes[from + 6] == '.'
                        && Octets.isDigit(bytes[from + 7]);
        if (!isVersion) {
            throw new Refusal(400, "the request line does not end with a version");
        }
        if (bytes[from + 5] != '1') {
            throw new Refusal(505, "the version is not HTTP/1.1 or HTTP/1.0");
        }
        minor = bytes[from + 7] - '0';
    }

    /// How long the head is that is complete, in bytes.
    int length() {
        return line;
    }

    /// The head that is complete, with a copy of its bytes.
    ///
    /// @param start where it begins
    /// @throws Refusal if its fields contradict each other
    RequestHead head(byte[] bytes, int start) throws Refusal {
        byte[] own = Arrays.copyOfRange(bytes, start, start + line);
        return known.head(
                method(own), text(own, methodEnd + 1, targetEnd), minor, lines.fields(own));
    }

    /// Most are one of few, and need no text of their own.
    private String method(byte[] own) {
        int length = methodEnd - firstByte;
        for (String method : METHODS) {
            if (method.length() == length && isText(own, firstByte, method)) {
                return method;
            }
        }
        return text(own, firstByte, methodEnd);
    }

    private static boolean isText(byte[] bytes, int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
