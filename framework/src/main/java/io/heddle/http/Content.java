package io.heddle.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The content of a request, a stream ([RFC 9110
/// §6.4](https://www.rfc-editor.org/rfc/rfc9110#section-6.4)). Reads wait for it; the end is that
/// of the content, not of the connection. One thread at a time, and only until the handler has
/// returned, or, if the answer is a stream, its [ContentWriter].
///
/// Reads throw [ContentException] if it is malformed, larger than the limit ([HttpLimits#body()]),
/// too slow, or ends before its end; and what reads of a connection throw.
public abstract sealed class Content extends InputStream
        permits NoContent, FixedContent, ChunkedContent {

    private static final int LEAST_ROOM = 4 * 1024;
    private static final byte[] NOTHING = {};
    private static final int MOST_DROPPED = 64 * 1024;

    private long received;
    private @Nullable IOException failure; // of the last read

    Content() {}

    /// How many bytes it has; -1 if that is not known beforehand.
    public abstract long length();

    /// How many bytes of it were read so far.
    public final long received() {
        return received;
    }

    /// The fields behind the content, once it has been read to its end; none before, and where
    /// there are none.
    public Fields trailers() {
        return Fields.NONE;
    }

    /// What the last read threw that failed, or null.
    final @Nullable IOException failure() {
        return failure;
    }

    /// Whether all of it was read.
    abstract boolean isComplete();

    /// Drops what nobody has read, as far as it is there already: who waits for the rest might wait
    /// for a peer that waits for the answer.
    ///
    /// @return whether that was all
    final boolean finish() throws IOException {
        if (isComplete()) {
            return true;
        }
        var dropped = new byte[Math.min(ByteArrays.BYTES, available())];
        int left = MOST_DROPPED;
        try {
            while (!isComplete() && left > 0 && dropped.length > 0 && available() > 0) {
                int count = readSome(dropped, 0, dropped.length);
                left -= Math.max(0, count);
            }
        } catch (ContentException malformed) {
            return false;
        }
        return isComplete();
    }

    /// Says that the answer begins.
    ///
    /// @param goesOn whether the content may be read as the answer is written
    void answerBegins(boolean goesOn) throws IOException {}

    /// Reads some of what is there.
    ///
    /// @param length at least 1
    abstract int readSome(byte[] target, int offset, int length) throws IOException;

    /// Reads so many bytes, or as many as there are. Memory is taken as bytes come, whatever length
    /// the peer has named.
    ///
    /// @param most at least 0
    @Override
    public final byte[] readNBytes(int most) throws IOException {
        if (most < 0) {
            throw new IllegalArgumentException("most must be at least 0, was " + most);
        }
        byte[] bytes = NOTHING;
        int count = 0;
        while (count < most && !isComplete()) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, roomFor(count, most));
            }
            int more = read(bytes, count, bytes.length - count);
            if (more < 0) {
                break;
            }
            count += more;
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    /// How long an array should be: what is there already goes into it, and it grows by half at
    /// least.
    ///
    /// @param count how much is in it
    private int roomFor(int count, int most) throws IOException {
        long left = length() < 0 ? most : length() - received;
        long wanted = (long) count + Math.max(available(), Math.max(count / 2, LEAST_ROOM));
        return (int) Math.min(Math.min(wanted, count + left), most);
    }

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        try {
            int count = readSome(target, offset, length);
            if (count > 0) {
                received += count;
            }
            return count;
        } catch (IOException failure) {
            this.failure = failure;
            throw failure;
        }
    }
}
