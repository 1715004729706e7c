package io.heddle.udp;

/// Why a session ended: the first thing that did.
public enum SessionEnd {
    /// Its handler returned, or closed it.
    HANDLED,
    /// Its handler failed.
    FAILED,
    /// Nothing came from the peer for as long as a session may be idle.
    IDLE,
    /// The server was shut down.
    DRAINED,
    /// The server was closed.
    SERVER_CLOSED
}
