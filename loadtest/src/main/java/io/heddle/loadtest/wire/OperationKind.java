package io.heddle.loadtest.wire;

import java.net.ProtocolException;

/// What a request asks for; the ordinal is not the wire's code, [#code] is.
public enum OperationKind {
    /// The body comes back.
    ECHO(1),
    /// The body comes back after `argument` milliseconds, without using a processor.
    DELAY(2),
    /// The body comes back after `argument` microseconds of computing.
    BURN(3),
    /// `argument` KiB come back.
    BYTES(4),
    /// The body comes back after `calls` calls, one after the other, to the backend, each of which
    /// takes `argument` milliseconds.
    BACKEND(5),
    /// The connection gets what others publish from now on.
    SUBSCRIBE(6),
    /// The body goes to every subscriber.
    PUBLISH(7),
    /// The body is read and dropped; an empty one comes back.
    SINK(8),
    /// A greeting comes back. Over HTTP alone, as the others below.
    PLAINTEXT(9),
    /// A text of JSON of 1 KiB comes back.
    JSON(10),
    /// A file of 1 MiB comes back.
    FILE(11);

    private static final OperationKind[] KINDS = values();

    private final int code;

    OperationKind(int code) {
        this.code = code;
    }

    /// Whether servers that speak HTTP know it alone. It has no body, and its answer is always the
    /// same, for which no stamp has to come back.
    public boolean isFixed() {
        return code > SINK.code;
    }

    /// Its code on the wire.
    public int code() {
        return code;
    }

    /// The kind of this code.
    ///
    /// @throws ProtocolException if there is none
    static OperationKind ofCode(int code) throws ProtocolException {
        // The codes count from 1 in their order, which a test holds.
        if (code < 1 || code > SINK.code) {
            throw new ProtocolException("frame with the unknown operation " + code);
        }
        return KINDS[code - 1];
    }
}
