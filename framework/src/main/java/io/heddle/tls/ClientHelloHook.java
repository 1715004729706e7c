package io.heddle.tls;

import io.heddle.Connection;

/// Looks at what a client begins with, before anything is answered.
@FunctionalInterface
public interface ClientHelloHook {

    /// Says what becomes of a client. Called on the connection's own thread, within the time of the
    /// handshake; may block.
    ///
    /// @param hello the client's word, before anything is proven
    /// @throws Exception whatever: the handshake fails then, and the client is told
    ///   `internal_error`
    HelloVerdict answer(Connection connection, ClientHello hello) throws Exception;
}
