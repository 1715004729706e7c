package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Compresses what is written to it ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)). Holds
/// memory outside of the heap until it is released. Confined to the thread that answers.
final class GzipOutput extends OutputStream {

    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream output;
    private final Deflater deflater;
    private final CRC32 check = new CRC32();
    private final byte[] gathered = ByteArrays.SHARED.borrow(); // each call of a deflater costs
    private final byte[] compressed = ByteArrays.SHARED.borrow();
    private int count; // of those gathered
    private long written;
    private boolean begun;
    private boolean isFlushed = true;
    private boolean ended;
    private boolean released;

    GzipOutput(OutputStream output, int level) {
        this.output = output;
        this.deflater = new Deflater(level, true);
    }

    /// How many bytes were written to it.
    long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        checkNotEnded();
        if (length == 0) {
            return;
        }
        written += length;
        isFlushed = false;
        if (length > gathered.length - count) {
            deflateGathered();
        }
        if (length >= gathered.length) {
            deflate(source, offset, length);
        } else {
            System.arraycopy(source, offset, gathered, count, length);
            count += length;
        }
    }

    private void checkNotEnded() throws IOException {
        if (ended || released) {
            throw new IOException("the content has ended");
        }
    }

    private void deflateGathered() throws IOException {
        int length = count;
        count = 0;
        if (length > 0) {
            deflate(gathered, 0, length);
        }
    }

    private void deflate(byte[] source, int offset, int length) throws IOException {
        begin();
        check.update(source, offset, length);
        deflater.setInput(source, offset, length);
        while (!deflater.needsInput()) {
            pass(Deflater.NO_FLUSH);
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            output.write(HEAD);
        }
    }

    /// @return how many bytes were passed on
    private int pass(int mode) throws IOException {
        int length = deflater.deflate(compressed, 0, compressed.length, mode);
        output.write(compressed, 0, length);
        return length;
    }

    /// What was written before can be read when it has arrived.
    @Override
    public void flush() throws IOException {
        checkNotEnded();
        if (!isFlushed) {
            isFlushed = true;
            deflateGathered();
            int passed;
            do {
                passed = pass(Deflater.SYNC_FLUSH);
            } while (passed == compressed.length);
        }
        output.flush();
    }

    /// Writes what is left, and the end.
    void end() throws IOException {
        checkNotEnded();
        deflateGathered();
        begin();
        ended = true;
        deflater.finish();
        while (!deflater.finished()) {
            pass(Deflater.NO_FLUSH);
        }
        var trailer = new byte[2 * Integer.BYTES];
        putReversed(trailer, 0, (int) check.getValue());
        putReversed(trailer, Integer.BYTES, (int) written); // modulo 2^32
        output.write(trailer);
    }

    private static void putReversed(byte[] target, int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[offset + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }

    /// Gives back what it holds, whether it has come to its end or not.
    void release() {
        if (!released) {
            released = true;
            deflater.end();
            ByteArrays.SHARED.giveBack(gathered);
            ByteArrays.SHARED.giveBack(compressed);
        }
    }

    /// Does nothing: the content ends when its writer has returned.
    @Override
    public void close() {}
}
