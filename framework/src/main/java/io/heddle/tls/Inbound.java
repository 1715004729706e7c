package io.heddle.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The records from a peer. A borrowed buffer holds them while a call is in progress. What is left
/// in it after that is copied into an array of its size, so that nobody pins more than he has sent.
///
/// Confined to the reader.
final class Inbound {

    private static final int HEADER = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 23;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int MAJOR_VERSION = 3;
    private static final int OVERHEAD = 128; // of four records, and a little more

    private static final int UNEXPECTED_MESSAGE = 10;
    private static final int RECORD_OVERFLOW = 22;
    private static final int NO_RENEGOTIATION = 100;

    private final SSLEngine engine;
    private final ByteChannel socket;
    private @Nullable ByteBuffer records; // as they came
    private @Nullable ByteBuffer payload; // of a record that was larger than its target
    private boolean borrowed; // whether records are in a buffer of the pool
    private boolean more; // the socket may have more, in this call
    private boolean settled; // no handshake is welcome any more, and records show what they are

    /// @param first what was read from the socket already, or null
    Inbound(SSLEngine engine, ByteChannel socket, @Nullable ByteBuffer first) {
        this.engine = engine;
        this.socket = socket;
        this.records = first;
    }

    /// Begins a call.
    void begin() {
        more = true;
    }

    /// Ends a call.
    void end() {
        ByteBuffer left = records;
        if (borrowed && left != null) {
            records = left.hasRemaining() ? copy(left) : null;
            borrowed = false;
            RecordBuffers.SHARED.giveBack(left);
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    /// Says that the handshake was the last, and that the types of records are not encrypted, as
    /// before TLS 1.3.
    void settle() {
        settled = true;
    }

    /// Reads from the socket if there may be something.
    ///
    /// @param wanted how much payload
    /// @return how many bytes came, 0 if there is nothing more now, -1 at the end of the stream
    int receive(int wanted) throws IOException {
        if (!more) {
            return 0;
        }
        ByteBuffer target = roomFor(wanted);
        int count;
        try {
            count = socket.read(target);
            more = count > 0 && !target.hasRemaining();
        } finally {
            target.flip();
        }
        return count;
    }

    private ByteBuffer roomFor(int wanted) {
        ByteBuffer kept = records;
        ByteBuffer target;
        if (borrowed && kept != null) {
            target = kept.compact();
        } else {
            target = RecordBuffers.SHARED.borrow(wanted);
            if (kept != null) {
                target.put(kept);
            }
        }
        int suitable = Math.max(RecordBuffers.MAX_RECORD, wanted + OVERHEAD);
        target.limit(Math.clamp(suitable, target.position() + 1, target.capacity()));
        records = target;
        borrowed = true;
        return target;
    }

    /// Whether a whole record is here.
    ///
    /// @throws RefusedRecordException if what is here is none, or none that is welcome
    boolean hasRecord() throws RefusedRecordException {
        ByteBuffer here = records;
        if (here == null || !here.hasRemaining()) {
            return false;
        }
        int start = here.position();
        int type = here.get(start);
        if (type < FIRST_TYPE
                || type > LAST_TYPE
                || (here.remaining() > 1 && here.get(start + 1) != MAJOR_VERSION)) {
            throw new RefusedRecordException(
                    UNEXPECTED_MESSAGE, "it sent no record of TLS but " + beginning(here));
        }
        if (settled && (type == HANDSHAKE || type == CHANGE_CIPHER_SPEC)) {
            throw new RefusedRecordException(NO_RENEGOTIATION, "it wanted to negotiate again");
        }
        if (here.remaining() < HEADER) {
            return false;
        }
        int length = HEADER + Short.toUnsignedInt(here.getShort(start + 3));
        if (length > RecordBuffers.MAX_RECORD) {
            throw new RefusedRecordException(
                    RECORD_OVERFLOW,
                    "it sent a record of "
                            + length
                            + " bytes, at most "
                            + RecordBuffers.MAX_RECORD
                            + " are taken");
        }
        return here.remaining() >= length;
    }

    /// Whether the next record is an alert for all to see: the end of both streams, most likely.
    boolean hasAlert() {
        ByteBuffer here = records;
        return settled && here != null && here.hasRemaining() && here.get(here.position()) == ALERT;
    }

    private static String beginning(ByteBuffer bytes) {
        var text = new StringBuilder("bytes");
        for (int i = 0; i < Math.min(HEADER, bytes.remaining()); i++) {
            text.append(String.format(" %02x", bytes.get(bytes.position() + i)));
        }
        return text.toString();
    }

    /// Has the engine take the record that is here.
    ///
    /// @param target takes its payload, as far as it has room; the rest is the next to be taken
    SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
        ByteBuffer here = Objects.requireNonNull(records);
        SSLEngineResult result = engine.unwrap(here, target);
        if (result.getStatus() != SSLEngineResult.Status.BUFFER_OVERFLOW) {
            return result;
        }
        ByteBuffer whole = RecordBuffers.SHARED.borrow(RecordBuffers.MAX_PAYLOAD);
        try {
            result = engine.unwrap(here, whole);
            whole.flip();
            take(whole, target);
            payload = whole.hasRemaining() ? copy(whole) : null;
        } finally {
            RecordBuffers.SHARED.giveBack(whole);
        }
        return result;
    }

    /// Takes what is left of the last record's payload.
    void takePayload(ByteBuffer target) {
        ByteBuffer left = payload;
        if (left != null) {
            take(left, target);
            payload = left.hasRemaining() ? left : null;
        }
    }

    private static void take(ByteBuffer source, ByteBuffer target) {
        int count = Math.min(source.remaining(), target.remaining());
        target.put(target.position(), source, source.position(), count);
        source.position(source.position() + count);
        target.position(target.position() + count);
    }

    /// Whether there is nothing in it.
    boolean isEmpty() {
        return records == null && payload == null;
    }
}
