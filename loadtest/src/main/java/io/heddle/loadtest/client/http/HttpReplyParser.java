package io.heddle.loadtest.client.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The replies of one HTTP/1.1 connection, one after the other, from bytes that arrive in any
/// pieces ([RFC 9112](https://www.rfc-editor.org/rfc/rfc9112)).
///
/// Informational replies are skipped, except 101, which ends the use of HTTP. Nothing is allocated
/// for a reply. Not thread-safe.
public final class HttpReplyParser {
    /// What status line, headers and trailers of one reply may take, and the line of a chunk's
    /// size.
    public static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final long MAX_BODY_BYTES = 1L << 50;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final long UNKNOWN = -1;

    private final String watchedName;
    private final byte[] watchedValue = new byte[HttpLine.KEPT_BYTES];
    private final HttpLine line = new HttpLine();

    private State state = State.COMPLETE;
    private int headerBytes;
    private int status;
    private boolean persistent;
    private boolean chunked;
    private long contentLength;
    private long left;
    private long bodyBytes;
    private int watchedLength;

    /// Takes note of one header more than it needs itself.
    ///
    /// @param watchedName in lower case
    public HttpReplyParser(String watchedName) {
        this.watchedName = watchedName;
    }

    /// What comes next on the connection.
    private enum State {
        /// Nothing of the next reply has come.
        COMPLETE,
        STATUS_LINE,
        HEADERS,
        /// `left` bytes of the body.
        BODY,
        /// Body until the connection ends.
        BODY_UNTIL_END,
        CHUNK_SIZE,
        /// `left` bytes of a chunk.
        CHUNK,
        /// The empty line after a chunk.
        CHUNK_END,
        TRAILERS
    }

    /// Takes bytes up to the end of one reply, or all.
    ///
    /// @param body gets the pieces of the body
    /// @return whether a reply is complete; what follows it is left in the buffer. What the other
    ///   methods tell is valid until the next call
    /// @throws ProtocolException if this is not HTTP/1.1, or has more than [#MAX_HEADER_BYTES] of
    ///   headers; nothing more can be read
    public boolean parse(ByteBuffer in, BodyBytes body) throws IOException {
        while (in.hasRemaining()) {
            switch (state) {
                case COMPLETE -> begin();
                case BODY, CHUNK -> takeBody(in, body);
                case BODY_UNTIL_END -> pass(in, in.remaining(), body);
                default -> takeLine(in);
            }
            if (state == State.COMPLETE) {
                return true;
            }
        }
        return false;
    }

    /// Tells that the connection has ended.
    ///
    /// @return whether that completes a reply, namely one whose body has no other end
    public boolean end() {
        boolean completes = state == State.BODY_UNTIL_END;
        if (completes) {
            state = State.COMPLETE;
        }
        return completes;
    }

    /// Whether no byte of a further reply has come.
    public boolean isBetweenReplies() {
        return state == State.COMPLETE;
    }

    /// 101, or 200 to 999.
    public int status() {
        return status;
    }

    /// Whether the connection stays open for further requests.
    public boolean isPersistent() {
        return persistent;
    }

    /// The size of the body without its framing.
    public long bodyBytes() {
        return bodyBytes;
    }

    /// Whether the watched header has exactly this value.
    public boolean watchedEquals(String value) {
        return watchedLength == value.length()
                && value.equals(
                        new String(watchedValue, 0, watchedLength, StandardCharsets.ISO_8859_1));
    }

    /// The watched header as 16 hexadecimal digits.
    ///
    /// @param absent what is returned when there is no such header, or its value is something else
    public long watchedAsHex(long absent) {
        if (watchedLength != HttpLine.HEX_LONG_DIGITS) {
            return absent;
        }
        long value = 0;
        for (int i = 0; i < watchedLength; i++) {
            int digit = Character.digit(watchedValue[i], 16);
            if (digit < 0) {
                return absent;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private void begin() {
        headerBytes = 0;
        bodyBytes = 0;
        beginHead();
    }

    private void beginHead() {
        state = State.STATUS_LINE;
        line.clear();
        chunked = false;
        contentLength = UNKNOWN;
        watchedLength = 0;
    }

    private void takeLine(ByteBuffer in) throws ProtocolException {
        int before = in.position();
        boolean complete = line.take(in, MAX_HEADER_BYTES - headerBytes);
        headerBytes += in.position() - before;
        if (!complete) {
            if (headerBytes >= MAX_HEADER_BYTES) {
                throw new ProtocolException(
                        "headers of more than %,d bytes".formatted(MAX_HEADER_BYTES));
            }
            return;
        }
        switch (state) {
            case STATUS_LINE -> statusLine();
            case HEADERS -> header();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_END -> chunkEnd();
            case TRAILERS -> state = line.isEmpty() ? State.COMPLETE : State.TRAILERS;
            default -> throw new IllegalStateException(state + " has no lines");
        }
        line.clear();
    }

    private void statusLine() throws ProtocolException {
        boolean current = line.startsWith("HTTP/1.1 ");
        status = line.number(9, 3);
        if ((!current && !line.startsWith("HTTP/1.0 ")) || status < 100 || line.isDigit(12)) {
            throw malformed("status line");
        }
        persistent = current;
        state = State.HEADERS;
    }

    private void header() throws ProtocolException {
        if (line.isEmpty()) {
            headersEnd();
            return;
        }
        int colon = line.indexOf(':');
        if (colon <= 0 || line.hasSpaceIn(0, colon)) {
            throw malformed("header");
        }
        if (line.nameIs(colon, "content-length")) {
            long length = line.decimal(colon + 1, MAX_BODY_BYTES);
            if (length < 0 || (contentLength != UNKNOWN && contentLength != length)) {
                throw malformed("header");
            }
            contentLength = length;
        } else if (line.nameIs(colon, "transfer-encoding")) {
            if (chunked || !line.valueIs(colon, "chunked")) {
                throw new ProtocolException("only chunked is understood, not " + line);
            }
            chunked = true;
        } else if (line.nameIs(colon, "connection")) {
            if (line.hasToken(colon, "close")) {
                persistent = false;
            } else if (line.hasToken(colon, "keep-alive")) {
                persistent = true;
            }
        } else if (line.nameIs(colon, watchedName)) {
            watchedLength = line.copyValue(colon, watchedValue);
        }
    }

    private void headersEnd() throws ProtocolException {
        if (chunked && contentLength != UNKNOWN) {
            // Two lengths for one body are how requests are smuggled; see RFC 9112, section 6.3.
            throw new ProtocolException("both a content length and chunks");
        }
        if (status < 200 && status != SWITCHING_PROTOCOLS) {
            beginHead();
        } else if (status == SWITCHING_PROTOCOLS
                || status == NO_CONTENT
                || status == NOT_MODIFIED
                || contentLength == 0) {
            state = State.COMPLETE;
        } else if (chunked) {
            beginChunk();
        } else if (contentLength == UNKNOWN) {
            persistent = false;
            state = State.BODY_UNTIL_END;
        } else {
            left = contentLength;
            state = State.BODY;
        }
    }

    private void beginChunk() {
        // Lines of chunks are bounded one by one: a long body has any number of them.
        headerBytes = 0;
        state = State.CHUNK_SIZE;
    }

    private void chunkSize() throws ProtocolException {
        left = line.hexadecimal(MAX_BODY_BYTES);
        if (left < 0) {
            throw malformed("chunk size");
        }
        state = left == 0 ? State.TRAILERS : State.CHUNK;
    }

    private void chunkEnd() throws ProtocolException {
        if (!line.isEmpty()) {
            throw malformed("end of a chunk");
        }
        beginChunk();
    }

    private void takeBody(ByteBuffer in, BodyBytes body) throws IOException {
        int count = (int) Math.min(left, in.remaining());
        pass(in, count, body);
        left -= count;
        if (left == 0) {
            state = state == State.BODY ? State.COMPLETE : State.CHUNK_END;
        }
    }

    private void pass(ByteBuffer in, int count, BodyBytes body) throws IOException {
        int limit = in.limit();
        int end = in.position() + count;
        in.limit(end);
        body.accept(in);
        in.limit(limit).position(end);
        bodyBytes += count;
    }

    private ProtocolException malformed(String what) {
        return new ProtocolException("malformed %s: %s".formatted(what, line));
    }

    @Override
    public String toString() {
        @Nullable Object where = state == State.COMPLETE ? "between replies" : state;
        return "HTTP " + where;
    }
}
