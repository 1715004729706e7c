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
    SINK(8);

    private static final OperationKind[] KINDS = values();

    private final int code;

    OperationKind(int code) {
        this.code = code;
    }

    /// Its code on the wire.
    public int code() {
        return code;
    }

    /// The kind of this code.
    ///
    /// @throws ProtocolException if there is none
    static OperationKind ofCode(int code) throws ProtocolException {
        // The codes are 1 to 8 in their order, which a test holds.
        if (code < 1 || code > KINDS.length) {
            throw new ProtocolException("frame with the unknown operation " + code);
        }
        return KINDS[code - 1];
    }
}
