package io.heddle;

import org.jspecify.annotations.Nullable;

/// The peer's stream ended without the end that the transport wants: it may have been cut off by
/// somebody else, so what was read is perhaps not all ([RFC 8446
/// §6.1](https://www.rfc-editor.org/rfc/rfc8446#section-6.1)).
public final class StreamTruncatedException extends TransportException {

    private static final long serialVersionUID = 1L;

    /// @param cause what says more, or null
    public StreamTruncatedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
