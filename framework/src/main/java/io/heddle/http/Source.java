package io.heddle.http;

import io.heddle.ConnectionTimedOutException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.Timeouts;
import java.io.IOException;
import java.time.Duration;

/// Where the content of one request comes from. Before it waits it has sent what the peer may wait
/// for: answers that were gathered, and leave to go on ([RFC 9110
/// §10.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1)).
final class Source {

    private static final String LEAVE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final MessageInput input;
    private final MessageOutput output;
    private final Duration limit;
    private boolean owesLeave;
    private long since; // by nanoTime; 0: not begun

    /// @param owesLeave whether the peer waits for leave
    /// @param limit from the first read to the end
    Source(MessageInput input, MessageOutput output, boolean owesLeave, Duration limit) {
        this.input = input;
        this.output = output;
        this.owesLeave = owesLeave;
        this.limit = limit;
    }

    /// Whether the peer still waits for leave to send.
    boolean owesLeave() {
        return owesLeave;
    }

    /// How many bytes can be read without waiting.
    int available() {
        return input.available();
    }

    /// Takes a byte, waiting for it.
    ///
    /// @return -1 at the end of the peer's stream
    int read() throws IOException {
        if (!input.isReady()) {
            prepareToWait();
            return within(input::read);
        }
        return input.read();
    }

    /// Takes some bytes, at least one, waiting for it.
    ///
    /// @return -1 at the end of the peer's stream
    int read(byte[] target, int offset, int length) throws IOException {
        if (!input.isReady()) {
            prepareToWait();
            return within(() -> input.read(target, offset, length));
        }
        return input.read(target, offset, length);
    }

    private void prepareToWait() throws IOException {
        if (owesLeave) {
            owesLeave = false;
            output.write(LEAVE);
        }
        output.flush();
        if (since == 0) {
            since = System.nanoTime();
        }
    }

    private int within(ScopedValue.CallableOp<Integer, IOException> read) throws IOException {
        try {
            if (limit.equals(Timeouts.NEVER)) {
                return read.call();
            }
            Duration left = limit.minusNanos(System.nanoTime() - since);
            if (left.compareTo(SHORTEST) < 0) {
                throw tooSlow();
            }
            return Deadline.within(left, read);
        } catch (DeadlineExceededException over) {
            if (limit.minusNanos(System.nanoTime() - since).isPositive()) {
                throw over; // a deadline of the handler's
            }
            throw tooSlow();
        } catch (ConnectionTimedOutException silent) {
            throw new ContentException(408, "the content stopped coming");
        }
    }

    private ContentException tooSlow() {
        return new ContentException(408, "the content took longer than " + limit);
    }
}
