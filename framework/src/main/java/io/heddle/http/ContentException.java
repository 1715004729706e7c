package io.heddle.http;

import java.io.IOException;

/// The content of a request cannot be read: malformed, too large, too slow, or cut off. A handler
/// need not catch it; the answer is its [#status()], and the connection ends.
public final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ContentException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// 400, 408 or 413.
    public int status() {
        return status;
    }
}
