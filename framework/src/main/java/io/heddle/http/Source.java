package io.heddle.http;

import java.io.IOException;

/// Where the content of one request comes from. Before it waits it has sent what the peer may wait
/// for: answers that were gathered, and leave to go on ([RFC 9110
/// §10.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1)).
final class Source {

    private static final String LEAVE = "HTTP/1.1 100 Continue\r\n\r\n";

    private final MessageInput input;
    private final MessageOutput output;
    private final WaitLimit limit;
    private boolean owesLeave;

    /// @param owesLeave whether the peer waits for leave
    /// @param timeouts of which those of content are meant
    Source(MessageInput input, MessageOutput output, boolean owesLeave, HttpTimeouts timeouts) {
        this.input = input;
        this.output = output;
        this.owesLeave = owesLeave;
        this.limit = new WaitLimit("the content", timeouts.content(), timeouts.minimumRate());
    }

    /// How many bytes can be read without waiting.
    int available() {
        return input.available();
    }

    /// Takes a byte, waiting for it.
    ///
    /// @return -1 at the end of the peer's stream
    int read() throws IOException {
        int b = input.isReady() ? input.read() : await(input::read);
        limit.moved(1);
        return b;
    }

    /// Takes some bytes, at least one, waiting for it.
    ///
    /// @return -1 at the end of the peer's stream
    int read(byte[] target, int offset, int length) throws IOException {
        int count =
                input.isReady()
                        ? input.read(target, offset, length)
                        : await(() -> input.read(target, offset, length));
        limit.moved(count);
        return count;
    }

    /// Says that the answer begins: leave to go on is given before it, or not at all.
    ///
    /// @param goesOn whether the content is read as the answer is written
    void answerBegins(boolean goesOn) throws IOException {
        if (goesOn) {
            giveLeave();
        }
        owesLeave = false;
    }

    private void giveLeave() throws IOException {
        if (owesLeave) {
            owesLeave = false;
            output.write(LEAVE);
        }
    }

    private int await(ScopedValue.CallableOp<Integer, IOException> read) throws IOException {
        output.takeBack();
        giveLeave();
        output.flush();
        try {
            return limit.within(read);
        } catch (LatePeerException late) {
            throw new ContentException(408, String.valueOf(late.getMessage()));
        }
    }
}
