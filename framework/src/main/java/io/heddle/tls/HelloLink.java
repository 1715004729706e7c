package io.heddle.tls;

import io.heddle.Connection;
import io.heddle.HandshakeException;
import io.heddle.TransportLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/// Reads what a client begins with, has a hook look at it, and goes on as that says, from the first
/// byte.
final class HelloLink implements TransportLink {

    private static final int USUAL_BYTES = 2048;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connection connection;
    private final ByteChannel socket;
    private final TlsTransport own;
    private final ClientHelloHook hook;
    private ByteBuffer received = ByteBuffer.allocate(USUAL_BYTES); // confined to the handshake
    private volatile @Nullable TransportLink chosen;

    HelloLink(Connection connection, ByteChannel socket, TlsTransport own, ClientHelloHook hook) {
        this.connection = connection;
        this.socket = socket;
        this.own = own;
        this.hook = hook;
    }

    @Override
    public Step handshake() throws IOException {
        TransportLink next = chosen;
        if (next == null) {
            ClientHello hello = receive();
            if (hello == null) {
                return Step.NEEDS_READ;
            }
            next = choose(hello);
            chosen = next;
        }
        return next.handshake();
    }

    /// @return null if it is not all here yet
    private @Nullable ClientHello receive() throws IOException {
        ClientHello hello = null;
        int count = 1;
        while (hello == null && count > 0) {
            if (!received.hasRemaining()) {
                received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
            }
            count = socket.read(received);
            hello = count > 0 ? parse() : null;
        }
        if (count < 0) {
            throw new HandshakeException(connection + " ended in the handshake", null);
        }
        return hello;
    }

    private @Nullable ClientHello parse() throws IOException {
        try {
            return ClientHello.parse(received.duplicate().flip());
        } catch (HandshakeException malformed) {
            tell(TlsAlert.DECODE_ERROR);
            throw malformed;
        }
    }

    private TransportLink choose(ClientHello hello) throws IOException {
        return switch (verdict(hello)) {
            case HelloVerdict.Accept accept -> link(own);
            case HelloVerdict.Use other -> link(other.transport());
            case HelloVerdict.Refuse refuse -> {
                tell(refuse.alert());
                throw new HandshakeException(
                        connection + " was refused with " + refuse.alert() + ": " + hello, null);
            }
        };
    }

    private HelloVerdict verdict(ClientHello hello) throws IOException {
        try {
            return hook.answer(connection, hello);
        } catch (Exception failure) {
            tell(TlsAlert.INTERNAL_ERROR);
            throw new HandshakeException("the hook of " + connection + " failed", failure);
        }
    }

    private TransportLink link(TlsTransport transport) {
        ByteBuffer first = received.flip();
        received = NOTHING;
        return transport.link(connection, socket, first);
    }

    /// Tells the client, as far as the system takes it at once.
    private void tell(TlsAlert alert) throws IOException {
        socket.write(alert.asRecord());
    }

    private TransportLink chosen() {
        TransportLink link = chosen;
        if (link == null) {
            throw new IllegalStateException("no handshake yet of " + connection);
        }
        return link;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return chosen().read(target);
    }

    @Override
    public boolean hasMore() {
        return chosen().hasMore();
    }

    @Override
    public boolean isEmpty() {
        return chosen().isEmpty();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return chosen().write(source);
    }

    @Override
    public boolean flush() throws IOException {
        return chosen().flush();
    }

    /// Before anything was said there is nothing to end.
    @Override
    public boolean endOutput() throws IOException {
        TransportLink link = chosen;
        return link == null || link.endOutput();
    }
}
