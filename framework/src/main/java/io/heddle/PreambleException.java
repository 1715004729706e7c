package io.heddle;

import org.jspecify.annotations.Nullable;

/// What a peer sent is not the preamble that it must begin with.
public final class PreambleException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// @param cause what says more, or null
    public PreambleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
