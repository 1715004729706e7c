package io.heddle.tls;

/// Whether a server asks its peers for certificates.
public enum ClientAuthentication {
    /// No.
    NONE,
    /// Yes, and a peer may go without one. What it sends must be trusted.
    WANTED,
    /// Yes, and without one the handshake fails.
    REQUIRED
}
