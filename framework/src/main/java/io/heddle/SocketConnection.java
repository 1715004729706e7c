package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The part of a connection that is about its socket: whose it is, its options, and how bytes go
/// over it.
abstract sealed class SocketConnection extends ServedConnection permits Connection {

    private final PolledSocket socket;
    private final boolean unix;
    private volatile SocketAddress localAddress; // changed by the preamble alone
    private volatile SocketAddress peerAddress; // likewise
    private volatile TransportLink link; // changed by the handler's thread

    SocketConnection(Origin origin, PolledSocket socket) throws IOException {
        super(origin);
        this.socket = socket;
        SocketChannel channel = socket.channel();
        this.localAddress = origin.localAddress(channel);
        this.peerAddress = Objects.requireNonNull(channel.getRemoteAddress());
        this.unix = peerAddress instanceof UnixDomainSocketAddress;
        this.link = new PlainLink(channel);
    }

    /// This side's address, or, where a proxy speaks for the peer, the one that the peer connected
    /// to; also after the end.
    public final SocketAddress localAddress() {
        return localAddress;
    }

    /// The peer's address: that of the socket, or what a trusted proxy said ([Preamble]); also
    /// after the end.
    public final SocketAddress peerAddress() {
        return peerAddress;
    }

    /// Whether it goes over a Unix-domain socket.
    final boolean isUnix() {
        return unix;
    }

    /// What a preamble said.
    final void parties(Preamble.Parties parties) {
        localAddress = parties.local();
        peerAddress = parties.peer();
    }

    /// The value of a socket option, as the system has it.
    ///
    /// @throws UnsupportedOperationException if the system does not know the option
    public final <T> @Nullable T option(SocketOption<T> option) throws IOException {
        return socket.channel().getOption(option);
    }

    /// Sets a socket option.
    ///
    /// @throws UnsupportedOperationException if the system does not know the option
    /// @throws IllegalArgumentException if the value is out of its range
    public final <T> void option(SocketOption<T> option, T value) throws IOException {
        socket.channel().setOption(option, value);
    }

    /// Goes on over another transport from here (`STARTTLS`), with its handshake, which both sides
    /// must have agreed on. Called by the handler, while no other thread reads or writes.
    ///
    /// What the peer has sent already, but for what was read, is refused: it would otherwise be
    /// taken for something that was said in private ([RFC 3207
    /// §6](https://www.rfc-editor.org/rfc/rfc3207#section-6)).
    ///
    /// @throws HandshakeException if the handshake failed, or the peer has sent something already;
    ///   the connection is closed then
    /// @throws IllegalStateException if the transport is not [Transport#PLAIN] now
    public final void upgrade(Transport transport) throws IOException {
        if (!(link instanceof PlainLink)) {
            throw new IllegalStateException(this + " has a transport already");
        }
        int early = input().available();
        try {
            if (early > 0) {
                throw new HandshakeException(
                        this + " sent " + early + " bytes before the transport changed", null);
            }
            begin(transport);
        } catch (HandshakeException failed) {
            close(CloseReason.HANDSHAKE_FAILED);
            throw failed;
        }
    }

    /// Begins the stream: has bytes go by a transport, after its handshake. Bytes that came behind
    /// a preamble are the first. Blocks; on the connection's own thread.
    final void begin(Transport transport) throws IOException {
        if (transport.equals(Transport.PLAIN)) {
            input().countUnread();
            return;
        }
        byte[] early = input().takeUnread();
        ByteChannel channel =
                early.length == 0
                        ? socket.channel()
                        : new EarlyBytes(ByteBuffer.wrap(early), socket.channel());
        this.<@Nullable Void, IOException>handshake(() -> {
            TransportLink next = transport.open((Connection) this, channel);
            link = next;
            for (TransportLink.Step step = step(next);
                    step != TransportLink.Step.DONE;
                    step = step(next)) {
                await(step);
            }
            input().expectMore();
            return null;
        });
    }

    private TransportLink.Step step(TransportLink next) throws IOException {
        try {
            return next.handshake();
        } catch (HeddleException known) {
            throw known;
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    private void await(TransportLink.Step step) throws IOException {
        if (step == TransportLink.Step.NEEDS_WRITE) {
            output().awaitRoom();
        } else if (!input().awaitMore()) {
            throw new HandshakeException(this + " was closed in the handshake", null);
        }
    }

    /// Whether somebody else could go on with it who knows nothing of what was said before: both
    /// streams go on, nothing that was written is held up, nothing that has come is unread, and no
    /// limit of time is over. That an answer is still to come it does not know.
    ///
    /// Does not wait. It looks at what has come, and so takes the place of the reader: one thread
    /// at a time. False while somebody watches the peer.
    public final boolean isReusable() {
        try {
            return isOpen()
                    && !isOverdue()
                    && output().isOpen()
                    && input().isAtRest()
                    && link.isEmpty();
        } catch (IOException broken) {
            return false;
        }
    }

    /// Ends our stream as far as that goes without waiting.
    ///
    /// @return false if the system has not taken everything yet
    final boolean endOutput() throws IOException {
        if (!link.endOutput()) {
            return false;
        }
        socket.channel().shutdownOutput();
        return true;
    }

    final TransportLink link() {
        return link;
    }

    @Override
    final PolledSocket socket() {
        return socket;
    }

    abstract boolean isOpen();

    abstract ConnectionInput input();

    abstract ConnectionOutput output();

    abstract void close(CloseReason reason);

    /// Any failure of the socket, as one of our kinds.
    abstract HeddleException broken(IOException failure);
}
