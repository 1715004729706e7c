package io.heddle;

/// Why a connection ended: the first thing that happened to it.
public enum CloseReason {
    /// The handler returned, or called [Connection#close()].
    COMPLETED,
    /// The peer ended its stream where the handler needed more.
    PEER_CLOSED,
    /// The peer reset the connection, or could no longer be reached.
    PEER_RESET,
    /// The peer sent what the handler does not accept: a line that is too long.
    PROTOCOL_ERROR,
    /// [Connection#abort()] was called.
    ABORTED,
    /// The handler's thread was interrupted, and the handler gave up.
    INTERRUPTED,
    /// The handler threw something that is not the connection's own end.
    HANDLER_FAILED,
    /// The server was closed.
    SERVER_CLOSED
}
