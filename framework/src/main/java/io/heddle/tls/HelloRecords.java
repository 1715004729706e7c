package io.heddle.tls;

import io.heddle.HandshakeException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Puts a client's first message together from the records that it comes in ([RFC 8446
/// §5.1](https://www.rfc-editor.org/rfc/rfc8446#section-5.1)). Judges each byte as soon as it is
/// there: what is no TLS fails at once, however little of it came.
final class HelloRecords {

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int MAJOR_VERSION = 3;
    private static final int RECORD_HEAD = 5;
    private static final int MESSAGE_HEAD = 4;

    private final ByteBuffer received;
    private final ByteBuffer message;

    private HelloRecords(ByteBuffer received) {
        this.received = received.duplicate();
        this.received.limit(
                received.position() + Math.min(received.remaining(), ClientHello.MAX_BYTES));
        this.message = ByteBuffer.allocate(Math.min(received.remaining(), ClientHello.MAX_BYTES));
    }

    /// Puts it together from what is there.
    ///
    /// @param received is not moved
    /// @return the content of the message, without its head; null if more has to come
    static @Nullable ByteBuffer message(ByteBuffer received) throws HandshakeException {
        return new HelloRecords(received).message();
    }

    private @Nullable ByteBuffer message() throws HandshakeException {
        int start = received.position();
        while (received.hasRemaining()) {
            // each record brings at least a byte, so this ends
            boolean isWhole = takeRecord();
            int length = messageLength();
            if (length >= 0 && message.position() >= MESSAGE_HEAD + length) {
                return content(length, isWhole);
            }
            if (length > ClientHello.MAX_BYTES) {
                throw tooLong(length);
            }
            if (!isWhole) {
                break;
            }
        }
        if (received.limit() - start >= ClientHello.MAX_BYTES) {
            throw tooLong(received.limit() - start);
        }
        return null;
    }

    private static HandshakeException tooLong(int length) {
        return bad("ClientHello of %d bytes, limit %d".formatted(length, ClientHello.MAX_BYTES));
    }

    /// Takes what is there of the next record.
    ///
    /// @return whether all of the record is there
    private boolean takeRecord() throws HandshakeException {
        int at = received.position();
        int there = received.remaining();
        expect(HANDSHAKE, byteAt(at), "type of record");
        if (there > 1) {
            expect(MAJOR_VERSION, byteAt(at + 1), "major version of a record");
        }
        if (there < RECORD_HEAD) {
            received.position(received.limit());
            return false;
        }
        int length = (byteAt(at + 3) << 8) | byteAt(at + 4);
        if (length == 0 || length > ClientHello.MAX_BYTES) {
            throw bad(
                    "record of %d bytes, expected 1 to %d"
                            .formatted(length, ClientHello.MAX_BYTES));
        }
        received.position(at + RECORD_HEAD);
        int present = Math.min(length, received.remaining());
        if (present > message.remaining()) {
            throw tooLong(message.position() + present);
        }
        message.put(received.slice(received.position(), present));
        received.position(received.position() + present);
        return present == length;
    }

    private int byteAt(int index) {
        return received.get(index) & 0xff;
    }

    /// How long the message says it is.
    ///
    /// @return -1 if it is not known yet
    private int messageLength() throws HandshakeException {
        if (message.position() > 0) {
            expect(CLIENT_HELLO, message.get(0), "type of the first message");
        }
        return message.position() < MESSAGE_HEAD ? -1 : message.getInt(0) & 0xff_ffff;
    }

    private ByteBuffer content(int length, boolean isWhole) throws HandshakeException {
        int end = MESSAGE_HEAD + length;
        if (message.position() > end || !isWhole) {
            throw bad("more in the record after a ClientHello of %d bytes".formatted(length));
        }
        return message.slice(MESSAGE_HEAD, length);
    }

    private static void expect(int expected, int found, String what) throws HandshakeException {
        if (found != expected) {
            throw bad("%s is %d, expected %d".formatted(what, found, expected));
        }
    }

    static HandshakeException bad(String why) {
        return new HandshakeException("not a ClientHello of TLS: " + why, null);
    }
}
