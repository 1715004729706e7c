package io.heddle.loadtest.client;

/// How what is spoken travels.
public enum Transport {
    /// A stream of bytes, of TCP or of a Unix socket.
    STREAM,
    /// The same in TLS.
    TLS,
    /// UDP: a datagram for each request, and one for its reply.
    UDP
}
