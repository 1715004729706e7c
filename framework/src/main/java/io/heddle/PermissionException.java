package io.heddle;

import org.jspecify.annotations.Nullable;

/// The operating system, or the JVM, does not let this process do what it was asked to. The message
/// says what is missing, and how to get it.
public final class PermissionException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// @param cause what says more, or null
    public PermissionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
