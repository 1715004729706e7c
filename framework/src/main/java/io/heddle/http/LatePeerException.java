package io.heddle.http;

import java.io.IOException;

/// A peer took too long over a part of a message: 408.
final class LatePeerException extends IOException {

    private static final long serialVersionUID = 1L;

    LatePeerException(String message) {
        super(message);
    }
}
