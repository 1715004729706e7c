package io.heddle.http;

import java.io.IOException;

/// The content of a request cannot be read: malformed, too large, too slow, or cut off. A handler
/// need not catch it; the answer is its [#status()], and the connection ends.
public final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /// For who reads a format out of a content.
    ///
    /// @param status 400 to 499
    /// @param message for the peer, one line of text
    /// @throws IllegalArgumentException if the status is out of its range
    public ContentException(int status, String message) {
        super(message);
        if (status < 400 || status > 499) {
            throw new IllegalArgumentException("status must be between 400 and 499, was " + status);
        }
        this.status = status;
    }

    /// 400, 408, 413, or 431 for trailers, of the content itself; 415 where it is of another type
    /// than was asked for.
    public int status() {
        return status;
    }
}
