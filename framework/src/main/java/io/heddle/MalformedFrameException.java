package io.heddle;

/// What the peer sent is nothing that may stand there. Nothing sensible can be read any more.
public final class MalformedFrameException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// @param message what is wrong, without the peer's bytes
    public MalformedFrameException(String message) {
        super(message);
    }
}
