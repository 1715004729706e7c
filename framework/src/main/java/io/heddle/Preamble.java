package io.heddle;

import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// What a peer has to say before its stream begins, in front of a [Transport]'s first byte: for
/// whom a proxy speaks (`io.heddle.proxy.ProxyProtocol`). One serves any number of connections; any
/// thread.
///
/// A peer that fails is turned away ([RejectReason#PREAMBLE]): no handler ever sees it.
public interface Preamble {

    /// What is expected of a peer.
    enum Expectation {
        /// It must send one.
        REQUIRED,
        /// It sends none; it is what it is.
        NONE,
        /// It has no business here: turned away before a byte of it is read.
        REFUSED
    }

    /// Whose connection it is from now on.
    record Parties(SocketAddress peer, SocketAddress local) {}

    /// What is expected of a peer, by the address of its socket. Must not block: acceptors ask.
    Expectation expectedOf(SocketAddress peer);

    /// Reads it, to its last byte and no further. Called on the connection's own thread, for at
    /// most [Timeouts#preamble()].
    ///
    /// @return whose connection it is; null if nothing changes
    /// @throws PreambleException if what came is none
    @Nullable Parties receive(Connection connection) throws IOException;
}
