package io.heddle;

/// A server's own code: what to do with one connection.
@FunctionalInterface
public interface ConnectionHandler {

    /// Serves one connection, from its first byte to its last.
    ///
    /// Runs on a virtual thread of its own, so it may block wherever it likes. When it returns, the
    /// connection is closed in good order: what was written reaches the peer. When it throws, this
    /// connection ends and no other; the exception goes to [ServerObserver#failed]. A peer that did
    /// not take what was written in time ([Timeouts#write()]) is reset instead.
    ///
    /// @throws Exception for whatever reason; a [HeddleException] that a connection threw, or an
    ///   `InterruptedException`, counts as an end, not as a failure of the handler
    void handle(Connection connection) throws Exception;
}
