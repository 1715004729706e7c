package io.heddle.http;

import io.heddle.ConnectionInput;
import java.io.IOException;
import java.util.Arrays;

/// The bytes of a connection's messages, read ahead: what has come is looked at where it is, and
/// requests that came together are served without asking the socket again. It holds an array while
/// there are bytes in it, and none between two requests.
///
/// Confined to the connection's reader.
final class MessageInput {

    private static final byte[] NOTHING = {};

    private final ConnectionInput input;
    private byte[] bytes = NOTHING;
    private int begin;
    private int end;

    MessageInput(ConnectionInput input) {
        this.input = input;
    }

    /// Waits for a request to begin.
    ///
    /// @return false if there will be none
    boolean awaitRequest() throws IOException {
        if (hasBytes()) {
            return true;
        }
        release();
        return input.awaitRequest();
    }

    /// Whether there are bytes that need not be waited for.
    boolean hasBytes() {
        return begin < end;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Where the next byte is.
    int begin() {
        return begin;
    }

    /// Where no byte is any more.
    int end() {
        return end;
    }

    /// Says that bytes have been taken.
    void take(int count) {
        begin += count;
        if (begin == end) {
            begin = 0;
            end = 0;
        }
    }

    /// Takes the next byte, waiting for it.
    ///
    /// @return -1 at the end of the peer's stream
    int read() throws IOException {
        if (!hasBytes() && !fill()) {
            return -1;
        }
        int b = bytes[begin] & 0xff;
        take(1);
        return b;
    }

    /// Takes some bytes, at least one, waiting for it.
    ///
    /// @param length at least 1
    /// @return -1 at the end of the peer's stream
    int read(byte[] target, int offset, int length) throws IOException {
        if (!hasBytes()) {
            return input.read(target, offset, length);
        }
        int count = Math.min(length, end - begin);
        System.arraycopy(bytes, begin, target, offset, count);
        take(count);
        return count;
    }

    /// Whether a read would not wait.
    boolean isReady() {
        return hasBytes() || input.available() > 0;
    }

    /// How many bytes can be read without waiting.
    int available() {
        return end - begin + input.available();
    }

    /// Reads more, behind what is there, waiting for one byte at least.
    ///
    /// @return false at the end of the peer's stream
    boolean fill() throws IOException {
        makeRoom();
        int count = input.read(bytes, end, bytes.length - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }

    private void makeRoom() {
        if (bytes.length == 0) {
            bytes = ByteArrays.SHARED.borrow();
        } else if (begin > 0 && end == bytes.length) {
            System.arraycopy(bytes, begin, bytes, 0, end - begin);
            end -= begin;
            begin = 0;
        } else if (end == bytes.length) {
            byte[] small = bytes;
            bytes = Arrays.copyOf(small, 2 * small.length);
            ByteArrays.SHARED.giveBack(small);
        }
    }

    /// Gives the array back, if nothing is left in it.
    void release() {
        if (!hasBytes() && bytes.length > 0) {
            ByteArrays.SHARED.giveBack(bytes);
            bytes = NOTHING;
        }
    }

    /// Has somebody else read what is left, by the connection itself.
    void handOver() {
        if (hasBytes()) {
            input.unread(Arrays.copyOfRange(bytes, begin, end));
            begin = 0;
            end = 0;
        }
        release();
    }
}
