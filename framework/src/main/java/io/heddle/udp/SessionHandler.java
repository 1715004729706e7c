package io.heddle.udp;

/// What a server does with each peer.
@FunctionalInterface
public interface SessionHandler {

    /// Serves a peer, from the first datagram that comes from its address. Called on a virtual
    /// thread of its own; the session ends when it returns.
    ///
    /// @throws Exception anything; the session ends, observers are told, and nothing else happens
    void handle(DatagramSession session) throws Exception;
}
