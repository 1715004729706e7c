package io.heddle.http;

import java.io.IOException;

/// Content in chunks ([RFC 9112 §7.1](https://www.rfc-editor.org/rfc/rfc9112#section-7.1)), as
/// strict as the head: a chunk that two servers could read in two ways is refused.
///
/// ```text
/// SIZE -> EXTENSION -> SIZE_LF -> DATA -> DATA_CR -> DATA_LF -> SIZE ...
///    size 0: SIZE_LF -> TRAILERS -> DONE
/// ```
final class ChunkedContent extends Content {

    private static final int MOST_DIGITS = 15; // any number of them is a long

    /// Chunks of one byte each have more framing than this; some of them are allowed.
    private static final int MOST_FRAMING = 4; // bytes for each byte of data

    private static final int ALLOWED_FRAMING = 4 * 1024;

    private final Source source;
    private final HttpLimits limits;
    private long left; // of the chunk
    private long total;
    private int extensions; // bytes, of all chunks
    private long framing; // bytes of all but data and trailers
    private boolean begun; // the first chunk
    private boolean complete;
    private Fields trailers = Fields.NONE;

    ChunkedContent(Source source, HttpLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public Fields trailers() {
        return trailers;
    }

    @Override
    boolean isComplete() {
        return complete;
    }

    @Override
    void answerBegins(boolean goesOn) throws IOException {
        source.answerBegins(goesOn && !isComplete());
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        if (complete) {
            return -1;
        }
        if (left == 0 && !beginChunk()) {
            return -1;
        }
        int count = source.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw cutOff();
        }
        left -= count;
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(left, source.available());
    }

    /// @return false behind the last chunk
    private boolean beginChunk() throws IOException {
        if (begun) {
            expect('\r');
            expect('\n');
        }
        begun = true;
        left = size();
        if (framing - extensions > ALLOWED_FRAMING + MOST_FRAMING * total) {
            throw malformed("there are too many small chunks");
        }
        if (left > 0) {
            total += left;
            if (total > limits.body()) {
                throw new ContentException(
                        413, "the content has more than " + limits.body() + " bytes");
            }
            return true;
        }
        trailers = new TrailerReader(source, limits).read();
        complete = true;
        return false;
    }

    private long size() throws IOException {
        long size = 0;
        int digits = 0;
        int b = next();
        for (int digit = Octets.hex((byte) b); digit >= 0; digit = Octets.hex((byte) b)) {
            if (++digits > MOST_DIGITS) {
                throw new ContentException(
                        413, "a chunk size has more than " + MOST_DIGITS + " digits");
            }
            size = 16 * size + digit;
            b = next();
        }
        if (digits == 0) {
            throw malformed("a chunk has no size");
        }
        if (b == ';') {
            b = skipExtension();
        }
        if (b != '\r') {
            throw malformed("a chunk size is followed by something else");
        }
        expect('\n');
        return size;
    }

    /// @return the byte behind it
    private int skipExtension() throws IOException {
        int b = ';';
        while (b != '\r') {
            if (++extensions > limits.chunkExtensions()) {
                throw malformed(
                        "chunk extensions have more than " + limits.chunkExtensions() + " bytes");
            }
            b = next();
            if (b != '\r' && !Octets.isValue((byte) b)) {
                throw malformed("a chunk extension has a control character");
            }
        }
        return b;
    }

    private void expect(int wanted) throws IOException {
        if (next() != wanted) {
            throw malformed("a chunk does not end where its size says");
        }
    }

    private int next() throws IOException {
        int b = source.read();
        if (b < 0) {
            throw cutOff();
        }
        framing++;
        return b;
    }

    private static ContentException malformed(String what) {
        return new ContentException(400, what);
    }

    private static ContentException cutOff() {
        return new ContentException(400, "the content ended before its last chunk");
    }
}
