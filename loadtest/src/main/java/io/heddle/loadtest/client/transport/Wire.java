package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The bytes of one connection, without blocking: those of its socket, or what TLS makes of them.
///
/// Wraps a [ClientSocket] that its connection opens, connects, registers and closes. Belongs to one
/// thread. The connection always waits for the socket to be readable, and for it to be writable
/// while [#wantsToWrite] or while it has bytes of its own left.
///
/// After the socket is connected, [#open] is called whenever the socket is ready until it returns
/// true; then [#read] and [#write].
public interface Wire {
    /// Goes on with what comes before the first byte, such as the handshake of TLS; tasks of the
    /// handshake are run at once.
    ///
    /// @return whether bytes can be exchanged now
    /// @throws IOException if the peer was refused or closed
    boolean open() throws IOException;

    /// Whether the wire itself has bytes that the socket did not take, and needs to be told when it
    /// is writable.
    boolean wantsToWrite();

    /// Writes what [#wantsToWrite] is about, as much as the socket takes.
    void flush() throws IOException;

    /// Whether [#read] would give bytes (or the end) although the socket has none.
    boolean hasInput();

    /// Reads into a buffer that has room.
    ///
    /// @return the number of bytes, 0 when there are none now, or -1 at the end
    int read(ByteBuffer target) throws IOException;

    /// Writes from a buffer, moving its position over what was accepted: the wire sends that
    /// without further help of the caller but [#flush].
    ///
    /// @return the number of bytes accepted, 0 or more
    int write(ByteBuffer source) throws IOException;

    /// Ends the output: with TLS, by its alert, as far as the socket takes it; then by a FIN.
    void shutdownOutput() throws IOException;

    /// Says farewell before the socket is closed (the alert of TLS), as far as the socket takes it.
    /// Not called before a reset.
    void farewell();
}
