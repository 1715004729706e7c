package io.heddle;

/// What a connection is doing.
public enum ConnectionPhase {
    /// Accepted, and its handler not called yet.
    STARTING,
    /// In its handshake ([Connection#handshake]), whatever it waits for there.
    HANDSHAKE,
    /// Its handler waits for bytes of the peer.
    READING,
    /// A thread waits for the peer to take bytes.
    WRITING,
    /// Its handler works, or waits for something else.
    WORKING,
    /// Its handler has returned, and the peer may still be reading.
    ENDING
}
