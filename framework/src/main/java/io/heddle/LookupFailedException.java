package io.heddle;

import org.jspecify.annotations.Nullable;

/// The name of a host was not looked up; [#reason()] says why.
public final class LookupFailedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    private final String host;
    private final LookupFailure reason;

    /// For those who look names up.
    ///
    /// @param host the name
    /// @param detail for the message: what is wrong
    /// @param cause what says more, or null
    public LookupFailedException(
            String host, LookupFailure reason, String detail, @Nullable Throwable cause) {
        super("cannot look up " + host + ": " + detail, cause);
        this.host = host;
        this.reason = reason;
    }

    /// The name that was to be looked up.
    public String host() {
        return host;
    }

    /// Why there is no answer.
    public LookupFailure reason() {
        return reason;
    }
}
