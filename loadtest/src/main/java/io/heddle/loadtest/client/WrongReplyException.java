package io.heddle.loadtest.client;

import java.io.IOException;

/// A server answered with other bytes than it was sent. Its numbers are worth nothing.
public final class WrongReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message what was wrong, without the name of the server
    public WrongReplyException(String message) {
        super(message);
    }

    private WrongReplyException(String message, WrongReplyException cause) {
        super(message, cause);
    }

    /// The same, naming the server.
    public WrongReplyException by(String server) {
        return new WrongReplyException(
                "%s gave a wrong reply: %s".formatted(server, getMessage()), this);
    }
}
