package io.heddle;

import org.jspecify.annotations.Nullable;

/// The system does not send or receive ICMP messages: there is no route, say, or the socket is
/// closed. What other machines answer is no exception.
public final class IcmpException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// @param cause what says more, or null
    public IcmpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
