package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What carries the bytes of one connection over its socket. It never blocks and never waits: where
/// it cannot go on it says so, and its caller, who knows about timeouts, deadlines and interrupts,
/// waits until the socket is ready.
///
/// One thread reads at a time, one writes; a reader, a writer and [#endOutput()] may call at the
/// same time. Any call may move bytes in both directions, as protocols need.
///
/// All throw an `IOException` if the socket broke, and a [TransportException] if the peer broke the
/// rules of the transport.
public interface TransportLink {

    /// How a step of a handshake went.
    enum Step {
        /// The handshake is complete; bytes may be read and written.
        DONE,
        /// It waits for bytes of the peer.
        NEEDS_READ,
        /// It waits until the socket takes more.
        NEEDS_WRITE
    }

    /// Goes on with the handshake as far as it gets now. Called again until it is done, before
    /// anything is read or written.
    ///
    /// @throws HandshakeException if it failed; the peer has been told why as far as the transport
    ///   has words for it
    Step handshake() throws IOException;

    /// Reads what is there.
    ///
    /// @param target direct or not, with room for at least one byte; its position moves. If it has
    ///   room left afterwards, nothing more is there now, unless [#hasMore()]
    /// @return how many bytes, 0 if none are there now, -1 at the end of the peer's stream
    /// @throws StreamTruncatedException if the stream ended without the end that the transport
    ///   wants
    int read(ByteBuffer target) throws IOException;

    /// Whether a read would say something although the socket has nothing new: that the stream has
    /// ended or is broken, where the last read had bytes to return first.
    default boolean hasMore() {
        return false;
    }

    /// Takes bytes, and hands them to the system as far as that takes them now.
    ///
    /// @param source direct or not; its position moves past what was taken, which will not be given
    ///   again
    /// @return how many bytes were taken
    int write(ByteBuffer source) throws IOException;

    /// Hands to the system what was taken before.
    ///
    /// @return whether the system has it all
    boolean flush() throws IOException;

    /// Ends our stream, inside the transport, and [#flush()]es. Nothing is written afterwards.
    /// Called again until it is done, and any number of times.
    ///
    /// @return whether the system has everything, the end included
    boolean endOutput() throws IOException;

    /// Whether it holds no bytes, of neither direction: none that wait for more of them, or for the
    /// system.
    default boolean isEmpty() {
        return true;
    }

    /// Whether bytes are copied or changed on their way to the socket, so that it makes no
    /// difference where the source is.
    default boolean copies() {
        return true;
    }
}
