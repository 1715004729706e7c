package io.heddle;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/// How the bytes of connections go over their sockets: as they are ([#PLAIN]), or by TLS
/// (`io.heddle.tls.TlsTransport`). One serves any number of connections; any thread.
public interface Transport {

    /// The bytes as they are.
    Transport PLAIN = (connection, socket) -> new PlainLink(socket);

    /// Makes what carries the bytes of one connection. Called on the connection's own thread before
    /// the handler, or by [Connection#upgrade(Transport)]. Moves no bytes:
    /// [TransportLink#handshake] does.
    ///
    /// @param connection whose it is; its addresses are known, its streams are not to be used yet
    /// @param socket non-blocking: a read returns 0 if nothing is there, a write what was taken
    /// @throws IOException if it cannot be made; the connection ends then
    TransportLink open(Connection connection, ByteChannel socket) throws IOException;
}
