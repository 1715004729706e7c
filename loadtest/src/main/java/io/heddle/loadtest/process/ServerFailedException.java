package io.heddle.loadtest.process;

import java.io.IOException;

/// A server process did not start, died, or stopped answering.
public final class ServerFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    ServerFailedException(String message) {
        super(message);
    }
}
