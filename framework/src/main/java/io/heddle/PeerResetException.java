package io.heddle;

import java.io.IOException;

/// The connection broke: the peer reset it, or can no longer be reached. What was written and not
/// yet read by the peer is lost. The cause is the operating system's answer.
public final class PeerResetException extends HeddleException {

    private static final long serialVersionUID = 1L;

    PeerResetException(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
