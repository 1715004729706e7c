package io.heddle.http.websocket;

import io.heddle.FrameTooLongException;
import io.heddle.HeddleException;
import io.heddle.MalformedFrameException;

/// The peer did what ends the WebSocket: what it is told, and what the handler is told.
final class Violation extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient CloseStatus status;
    private final HeddleException failure;

    private Violation(CloseStatus status, HeddleException failure) {
        super(failure.getMessage(), failure, false, false);
        this.status = status;
        this.failure = failure;
    }

    /// @param what for people; nothing of it comes from the peer but numbers
    static Violation of(CloseStatus status, String what) {
        return new Violation(status.withReason(what), new MalformedFrameException(what));
    }

    static Violation tooLong(long bytes, long limit) {
        var failure = new FrameTooLongException(bytes, limit);
        return new Violation(CloseStatus.TOO_BIG.withReason("limit " + limit), failure);
    }

    CloseStatus status() {
        return status;
    }

    HeddleException failure() {
        return failure;
    }
}
