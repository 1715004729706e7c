package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Content as it is: of a length that was said, or to the end of the connection.
final class PlainOutput extends OutputStream {

    private final MessageOutput output;
    private final long length;
    private long written;
    private boolean ended;

    /// @param length how many bytes there must be, or [ResponseContent#UNKNOWN]
    PlainOutput(MessageOutput output, long length) {
        this.output = output;
        this.length = length;
    }

    @Override
    public void write(int b) throws IOException {
        check(1);
        output.write(b);
        written++;
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, source.length);
        check(count);
        output.write(source, offset, count);
        written += count;
    }

    private void check(int more) throws IOException {
        if (ended) {
            throw new IOException("the content has ended");
        }
        if (length >= 0 && written + more > length) {
            throw new IllegalStateException(
                    "content must be " + length + " bytes, was at least " + (written + more));
        }
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    /// Ends it.
    ///
    /// @throws IllegalStateException if there are too few bytes
    void end() {
        ended = true;
        if (length >= 0 && written < length) {
            throw new IllegalStateException("content must be " + length + " bytes, was " + written);
        }
    }

    /// Does nothing: the content ends when the writer has returned.
    @Override
    public void close() {}
}
