package io.heddle.loadtest.client.tls;

/// How far a handshake has come.
public enum HandshakeProgress {
    /// The server has to send something.
    NEEDS_READ,
    /// The channel has to take something.
    NEEDS_WRITE,
    DONE
}
