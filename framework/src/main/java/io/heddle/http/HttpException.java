package io.heddle.http;

/// An answer that is an error, thrown by a handler.
public final class HttpException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param status 400 to 599
    /// @param reason for the peer, one line of text
    /// @throws IllegalArgumentException if the status is out of its range
    public HttpException(int status, String reason) {
        super(reason);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599, was " + status);
        }
        this.status = status;
    }

    /// 400 to 599.
    public int status() {
        return status;
    }
}
