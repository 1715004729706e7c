package io.heddle.loadtest.measure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The server's process ended while it was measured.
final class ServerDiedException extends IOException {
    private static final long serialVersionUID = 1L;

    ServerDiedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
