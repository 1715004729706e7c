package io.heddle;

import org.jspecify.annotations.Nullable;

/// Why a connection ended: the first thing that happened to it.
public enum CloseReason {
    /// The handler returned, or called [Connection#close()].
    COMPLETED,
    /// The peer ended its stream where the handler needed more.
    PEER_CLOSED,
    /// The peer reset the connection, or could no longer be reached.
    PEER_RESET,
    /// The peer sent what the handler or the transport does not accept: a line that is too long, a
    /// record that is none.
    PROTOCOL_ERROR,
    /// The handshake of the transport failed ([HandshakeException]).
    HANDSHAKE_FAILED,
    /// A [WorkLimit] or a pool of connections had no room, and the handler gave up.
    OVERLOADED,
    /// A limit of [Timeouts] or a [Deadline] was over.
    TIMED_OUT,
    /// [Connection#abort()] was called.
    ABORTED,
    /// The handler's thread was interrupted, and the handler gave up.
    INTERRUPTED,
    /// The handler threw something that is not the connection's own end.
    HANDLER_FAILED,
    /// The server was stopping, and the connection had nothing under way or came to its end.
    DRAINED,
    /// The server was closed, or the grace of its shutdown was over.
    SERVER_CLOSED;

    /// What a handler's exception says about the end of its connection.
    static CloseReason of(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> COMPLETED;
            case PeerResetException reset -> PEER_RESET;
            case PeerClosedException ended -> PEER_CLOSED;
            case HandshakeException failed -> HANDSHAKE_FAILED;
            case StreamTruncatedException truncated -> PEER_CLOSED;
            case TransportException refused -> PROTOCOL_ERROR;
            case PreambleException refused -> PROTOCOL_ERROR;
            case LineTooLongException refused -> PROTOCOL_ERROR;
            case FrameTooLongException refused -> PROTOCOL_ERROR;
            case MalformedFrameException refused -> PROTOCOL_ERROR;
            case OverloadedException full -> OVERLOADED;
            case ConnectionTimedOutException late -> TIMED_OUT;
            case DeadlineExceededException late -> TIMED_OUT;
            case DrainingException draining -> DRAINED;
            case ConnectionInterruptedException interrupted -> INTERRUPTED;
            case InterruptedException interrupted -> INTERRUPTED;
            case ConnectionClosedException closed -> COMPLETED;
            default -> HANDLER_FAILED;
        };
    }
}
