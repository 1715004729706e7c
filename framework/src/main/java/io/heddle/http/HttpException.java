package io.heddle.http;

/// An answer that is an error, thrown by a handler.
public final class HttpException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    /// @param status 400 to 599
    /// @param reason for the peer, one line of text
    /// @throws IllegalArgumentException if the status is out of its range
    public HttpException(int status, String reason) {
        this(reason, Response.text(reason + "\n").withStatus(checked(status)));
    }

    private HttpException(String reason, Response response) {
        super(reason);
        this.response = response;
    }

    private static int checked(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599, was " + status);
        }
        return status;
    }

    /// A copy whose answer has one more field: `Retry-After`, `WWW-Authenticate`.
    ///
    /// @throws IllegalArgumentException as [Response#withField] does
    public HttpException withField(String name, String value) {
        return new HttpException(String.valueOf(getMessage()), response.withField(name, value));
    }

    /// 400 to 599.
    public int status() {
        return response.status();
    }

    /// The answer: the status, the reason as text, the fields.
    public Response response() {
        return response;
    }
}
