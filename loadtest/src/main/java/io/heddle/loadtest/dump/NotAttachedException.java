package io.heddle.loadtest.dump;

import java.io.IOException;

/// A process cannot be looked into; the message says why in one line.
public final class NotAttachedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotAttachedException(String message) {
        super(message);
    }
}
