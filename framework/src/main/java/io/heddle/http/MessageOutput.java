package io.heddle.http;

import io.heddle.ConnectionOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The bytes of answers, gathered: the answers to requests that came together leave together. It
/// holds an array while there is something in it.
///
/// Confined to the thread that answers.
final class MessageOutput extends OutputStream {

    private static final byte[] NOTHING = {};
    private static final int MOST_DIGITS = 19; // of a long

    private final ConnectionOutput output;
    private byte[] bytes = NOTHING;
    private int count;
    private long flushed;

    MessageOutput(ConnectionOutput output) {
        this.output = output;
    }

    /// How many bytes were written so far, gathered ones included.
    long written() {
        return flushed + count;
    }

    /// Writes bytes of a file, behind what was gathered.
    void write(FileChannel file, long position, long length) throws IOException {
        flush();
        output.transferFrom(file, position, length);
        flushed += length;
    }

    @Override
    public void write(int b) throws IOException {
        if (count == bytes.length) {
            makeRoom();
        }
        bytes[count++] = (byte) b;
    }

    @Override
    public void write(byte[] source) throws IOException {
        write(source, 0, source.length);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > ByteArrays.BYTES - count) {
            if (length >= ByteArrays.BYTES / 2) {
                writeThrough(source, offset, length);
                return;
            }
            flush();
        }
        if (bytes.length == 0) {
            makeRoom();
        }
        System.arraycopy(source, offset, bytes, count, length);
        count += length;
    }

    /// With what was gathered before, as one write.
    private void writeThrough(byte[] source, int offset, int length) throws IOException {
        int gathered = count;
        count = 0;
        flushed += gathered + length;
        output.write(ByteBuffer.wrap(bytes, 0, gathered), ByteBuffer.wrap(source, offset, length));
    }

    /// Writes text of one byte a character.
    @SuppressWarnings("deprecation") // getBytes that drops the high byte: there is none
    void write(String latin) throws IOException {
        int length = latin.length();
        if (length > ByteArrays.BYTES - count) {
            flush();
            if (length > ByteArrays.BYTES) {
                var own = new byte[length];
                latin.getBytes(0, length, own, 0);
                flushed += length;
                output.write(own);
                return;
            }
        }
        if (bytes.length == 0) {
            makeRoom();
        }
        latin.getBytes(0, length, bytes, count);
        count += length;
    }

    /// Writes a number of at least 0, in decimal digits.
    void writeDecimal(long number) throws IOException {
        if (MOST_DIGITS > ByteArrays.BYTES - count) {
            flush();
        }
        if (bytes.length == 0) {
            makeRoom();
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        count += digits;
        long left = number;
        for (int i = 1; i <= digits; i++) {
            bytes[count - i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private void makeRoom() throws IOException {
        if (bytes.length == 0) {
            bytes = ByteArrays.SHARED.borrow();
        } else {
            flush();
        }
    }

    /// Sends what was gathered.
    @Override
    public void flush() throws IOException {
        if (count > 0) {
            int gathered = count;
            count = 0;
            flushed += gathered;
            output.write(ByteBuffer.wrap(bytes, 0, gathered));
        }
    }

    /// Gives the array back; what was not sent is lost.
    void release() {
        count = 0;
        if (bytes.length > 0) {
            ByteArrays.SHARED.giveBack(bytes);
            bytes = NOTHING;
        }
    }

    /// Does not close anything: a connection ends with its handler.
    @Override
    public void close() throws IOException {
        flush();
    }
}
