package io.heddle;

import org.jspecify.annotations.Nullable;

/// A transport's handshake failed: nothing in common, no certificate that is trusted, or what came
/// is no handshake at all. The cause says more.
public final class HandshakeException extends TransportException {

    private static final long serialVersionUID = 1L;

    /// @param cause what says more, or null
    public HandshakeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
