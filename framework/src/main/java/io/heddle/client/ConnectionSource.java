package io.heddle.client;

import io.heddle.Connection;
import io.heddle.Endpoint;
import java.io.IOException;

/// Makes the connections of a [ConnectionPool]: by a [io.heddle.Connector], say, with all that has
/// to be said before one is of use, such as a handshake or a login.
@FunctionalInterface
public interface ConnectionSource {

    /// Makes a connection. Called on the thread of who wants it, of any number of threads at once,
    /// under its deadline. It may wait as long as it takes to connect; nobody else waits for that.
    ///
    /// @return one that nobody else has, and that the pool may close
    /// @throws IOException if there is none; the borrower gets that
    Connection connect(Endpoint target) throws IOException;
}
