package io.heddle;

/// This side closed the connection: [Connection#close()], [Connection#abort()] or the end of the
/// server; or what connections are had from, a [Connector] say. Thrown by the calls that wait when
/// it happens, and by all later ones.
public final class ConnectionClosedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// For those who have connections to give.
    ///
    /// @param message what is closed
    public ConnectionClosedException(String message) {
        super(message);
    }
}
