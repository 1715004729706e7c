package io.heddle.udp;

/// What a server does with each datagram.
@FunctionalInterface
public interface DatagramHandler {

    /// Handles a datagram. Called on a virtual thread, which may block; as many run at once as
    /// [DatagramLimits#handlers()] says, and datagrams of one peer may overtake each other.
    ///
    /// @throws Exception anything; the datagram is lost, observers are told, and nothing else
    ///   happens
    void handle(Datagram datagram) throws Exception;
}
