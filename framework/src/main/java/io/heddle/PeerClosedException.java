package io.heddle;

/// The peer ended its stream in the middle of what was to be read.
public final class PeerClosedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    PeerClosedException(String message) {
        super(message);
    }
}
