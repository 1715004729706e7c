package io.heddle;

/// This side closed the connection: [Connection#close()], [Connection#abort()] or the end of the
/// server. Thrown by the calls that wait when it happens, and by all later ones.
public final class ConnectionClosedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    ConnectionClosedException(String message) {
        super(message);
    }
}
