package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.WrongReplyException;
import java.nio.ByteBuffer;

/// What is spoken on one connection: turns requests into bytes, and bytes into checked replies.
///
/// An instance serves one connection from its connect to its close and belongs to one thread. It
/// should be small and own no buffer: patterns and heads are shared by all codecs of a loop, see
/// [Codecs]. No method but the constructor allocates while all goes well.
///
/// An operation is named by its index in the load's mix. A stamp is unique among the requests under
/// way: the connection's id in the upper 32 bits, its request's sequence number in the lower 32.
/// Replies come in the order of their requests.
///
/// The connection calls, in this order: while not [#isReady], [#openingBytes], [#encodeOpening] and
/// [#receiveOpening]; then, mixed, [#requestBytes] and [#encode], and [#receive] for the oldest
/// request that is not answered.
public interface Codec {
    /// Whether requests may be written; false while an opening exchange, such as the upgrade to
    /// WebSocket, is under way.
    default boolean isReady() {
        return true;
    }

    /// The size of what the client sends after connecting, before it waits for [#isReady]; 0 when
    /// there is none.
    default int openingBytes() {
        return 0;
    }

    /// Puts the opening's bytes from `offset` on into `target`, as many as fit.
    default void encodeOpening(int offset, ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    /// Consumes bytes of the answer to the opening; those after it stay in `bytes`.
    ///
    /// Called with at least one byte while not [#isReady]. May keep a few bytes of its own if an
    /// answer comes in pieces.
    ///
    /// @throws WrongReplyException if it is not what was asked for
    default void receiveOpening(ByteBuffer bytes) throws WrongReplyException {
        throw new UnsupportedOperationException();
    }

    /// The size of a request on the wire, at least 1: the same for every request of this operation
    /// on this connection.
    int requestBytes(int operation);

    /// Puts a request's bytes from `offset` on into `target`, as many as fit: at least one.
    ///
    /// What was put may be put again (a socket that took only some of it gets the rest in the next
    /// call), so that the same arguments give the same bytes: WebSocket's masks must come from the
    /// stamp.
    ///
    /// @param offset 0 inclusive to [#requestBytes] exclusive
    void encode(int operation, long stamp, int offset, ByteBuffer target);

    /// Consumes bytes of the reply to the oldest request that is not answered, at most to the
    /// reply's end; bytes after it stay in `bytes` and belong to the next reply.
    ///
    /// Called with at least one byte, and only while a request is under way that is written in part
    /// at least: the connection itself refuses replies that nobody asked for, and replies that are
    /// complete before their request is. Every call for one reply has the same operation and stamp;
    /// how much of the reply has come is the codec's to remember.
    ///
    /// @param written how many bytes of the request have been written
    /// @return whether the reply is complete
    /// @throws WrongReplyException if length, stamp, or (as the load's verification asks) other
    ///   bytes are wrong, or it holds bytes that cannot have been sent yet
    boolean receive(ByteBuffer bytes, int operation, long stamp, int written)
            throws WrongReplyException;

    /// Whether the reply that [#receive] has just completed says that the server could not do what
    /// was asked, such as HTTP's status 503: an error, whose connection goes on.
    default boolean hasFailed() {
        return false;
    }

    /// Whether the connection takes no more requests after the reply that [#receive] has just
    /// completed, or after [#receiveUnasked], so that it is to be replaced. Requests that are under
    /// way will not be answered and may be sent again on another connection.
    default boolean isSpent() {
        return false;
    }

    /// Tells that the server has ended its output while a request is under way.
    ///
    /// @return whether that completes its reply
    /// @throws WrongReplyException as [#receive]
    default boolean receiveEnd(int operation, long stamp) throws WrongReplyException {
        return false;
    }

    /// Consumes all of the bytes that came while no request was under way.
    ///
    /// @throws WrongReplyException if a server may not send any, as is usual
    default void receiveUnasked(ByteBuffer bytes) throws WrongReplyException {
        throw new WrongReplyException(
                "%,d bytes that nobody had asked for".formatted(bytes.remaining()));
    }

    /// The size of what the codec itself has to say, such as the answer to a ping; it goes out
    /// before the next request is begun, or at once if none is. 0 for nothing.
    default int ownBytes() {
        return 0;
    }

    /// Puts as much of that as fits, from `offset` on; asked for its last byte, the codec forgets
    /// it once [#ownBytesWritten] tells that it was written.
    default void encodeOwn(int offset, ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    /// Tells that all of [#ownBytes] was written.
    default void ownBytesWritten() {}
}
