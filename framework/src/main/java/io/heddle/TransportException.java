package io.heddle;

import org.jspecify.annotations.Nullable;

/// The peer broke the rules of the transport: what it sent is no record of TLS, say, or was
/// tampered with; or it said that we did. Nothing more can be read.
public sealed class TransportException extends HeddleException
        permits HandshakeException, StreamTruncatedException {

    private static final long serialVersionUID = 1L;

    /// @param cause what says more, or null
    public TransportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
