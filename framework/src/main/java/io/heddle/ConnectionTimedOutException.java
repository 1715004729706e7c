package io.heddle;

import java.time.Duration;

/// A limit of [Timeouts] is over; [#phase()] says which. It is thrown once: the handler may say
/// goodbye, or wait for a sign of life, until the grace is over and the connection is closed. Where
/// the peer was silent or slow, bytes that move lift the limit again.
public final class ConnectionTimedOutException extends WaitEndedException {

    private static final long serialVersionUID = 1L;

    private final TimeoutPhase phase;
    private final Duration limit;

    private ConnectionTimedOutException(
            String message, TimeoutPhase phase, Duration limit, long bytesTransferred) {
        super(message, null, bytesTransferred);
        this.phase = phase;
        this.limit = limit;
    }

    ConnectionTimedOutException(TimedConnection connection, TimeoutPhase phase, Duration limit) {
        this(connection + " " + phase.text() + " " + limit, phase, limit, 0);
    }

    /// What took too long.
    public TimeoutPhase phase() {
        return phase;
    }

    /// How long it may take.
    public Duration limit() {
        return limit;
    }

    @Override
    ConnectionTimedOutException after(long bytesTransferred) {
        return new ConnectionTimedOutException(
                String.valueOf(getMessage()), phase, limit, bytesTransferred);
    }
}
