package io.heddle.samples;

/// A wrong argument; the message names it, what it may be, and what it was.
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message one line for whoever typed the argument
    public UsageException(String message) {
        super(message);
    }
}
