package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Content whose length is not known, in chunks ([RFC 9112
/// §7.1](https://www.rfc-editor.org/rfc/rfc9112#section-7.1)). What is written is gathered; a chunk
/// leaves when enough has come together, or with [#flush].
final class ChunkedOutput extends OutputStream {

    private final MessageOutput output;
    private final byte[] gathered = ByteArrays.SHARED.borrow();
    private int count;
    private boolean ended;

    ChunkedOutput(MessageOutput output) {
        this.output = output;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        checkNotEnded();
        if (length > gathered.length - count) {
            sendChunk(gathered, 0, count);
            count = 0;
        }
        if (length >= gathered.length) {
            sendChunk(source, offset, length);
        } else {
            System.arraycopy(source, offset, gathered, count, length);
            count += length;
        }
    }

    private void checkNotEnded() throws IOException {
        if (ended) {
            throw new IOException("the content has ended");
        }
    }

    private void sendChunk(byte[] source, int offset, int length) throws IOException {
        if (length > 0) {
            output.write(Integer.toHexString(length));
            output.write("\r\n");
            output.write(source, offset, length);
            output.write("\r\n");
        }
    }

    @Override
    public void flush() throws IOException {
        checkNotEnded();
        sendChunk(gathered, 0, count);
        count = 0;
        output.flush();
    }

    /// Writes what is left, and the last chunk.
    void end() throws IOException {
        sendChunk(gathered, 0, count);
        output.write("0\r\n\r\n");
    }

    /// Makes the stream unusable, whether it has come to its end or not.
    void release() {
        if (!ended) {
            ended = true;
            ByteArrays.SHARED.giveBack(gathered);
        }
    }

    /// Does nothing: the end is written when the writer has returned.
    @Override
    public void close() {}
}
