package io.heddle;

/// What happens when a peer leaves while its handler is busy: [Connection#watchingPeer].
public enum PeerWatch {
    /// Nothing; nobody watches.
    OFF,
    /// [Connection#isPeerGone()] says so from then on.
    SIGNAL,
    /// That, and the work is interrupted.
    CANCEL
}
